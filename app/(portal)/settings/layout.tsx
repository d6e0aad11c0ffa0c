import { wordsOf } from "@/app/_server/words-of";

export default wordsOf(
  "alerts.kinds",
  "alerts.settings",
  "policies.table",
  "roles",
  "settings.account",
  "settings.usage",
);
