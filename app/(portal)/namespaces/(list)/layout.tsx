import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("namespaces.delete", "namespaces.new");
