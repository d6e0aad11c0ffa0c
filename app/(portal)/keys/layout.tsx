import { wordsOf } from "@/app/_server/words-of";

export default wordsOf(
  "api-keys.cells",
  "api-keys.expiry",
  "inventory",
  "policies.empty",
  "policies.place",
  "status",
);
