import { wordsOf } from "@/app/_server/words-of";

export default wordsOf(
  "api-keys",
  "commands",
  "home.form",
  "home.table",
  "live",
  "policies.empty",
  "policies.grant",
  "policies.place",
  "status",
  "usage.words",
);
