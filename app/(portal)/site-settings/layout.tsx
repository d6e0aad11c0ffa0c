import { wordsOf } from "@/app/_server/words-of";

export default wordsOf("alerts.kinds", "alerts.settings", "settings.usage");
