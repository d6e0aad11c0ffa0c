import { wordsOf } from "@/app/_server/words-of";

export default wordsOf(
  "alerts.kinds",
  "alerts.profile",
  "profile",
  "sign-in.changePassword",
  "sign-in.errors",
);
