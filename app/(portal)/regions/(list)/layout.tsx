import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("regions.add", "regions.edit", "regions.fields", "regions.preset");
