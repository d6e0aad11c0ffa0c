import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("people");
