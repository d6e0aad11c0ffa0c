import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("sign-in");
