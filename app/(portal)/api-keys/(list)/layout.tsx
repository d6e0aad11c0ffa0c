import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("api-keys", "commands", "live", "policies.place", "usage.words");
