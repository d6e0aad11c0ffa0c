import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("usage.denials", "usage.events", "usage.outcomes", "usage.why", "usage.words");
