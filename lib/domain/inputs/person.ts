import { z } from "zod";
import { accountRoles } from "../account-role";
import { idText, nameText } from "./text";

export const emailLengthMax = 254;
export const passwordLengthMin = 12;
export const passwordLengthMax = 256;

/** `user@host`, in lower case; `admin@localhost` is one too. */
export const emailText = z
  .string("needs an address such as name@example.com")
  .trim()
  .toLowerCase()
  .min(1, "is empty, it needs an address such as name@example.com")
  .max(emailLengthMax, `is longer than ${emailLengthMax} characters`)
  .refine((text) => /^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(text), {
    error: "needs an address such as name@example.com",
    params: { reason: "email" },
  });

/** A password as it is typed to prove who one is. */
export const passwordText = z
  .string("needs a password")
  .min(1, "is empty, it needs a password")
  .max(passwordLengthMax, `is longer than ${passwordLengthMax} characters`);

/** A new password: long enough, without rules on its characters. Common ones are refused by the service. */
export const newPasswordText = z
  .string("needs a password")
  .min(passwordLengthMin, `needs at least ${passwordLengthMin} characters`)
  .max(passwordLengthMax, `is longer than ${passwordLengthMax} characters`);

const role = z.enum(accountRoles, `needs one of ${accountRoles.join(", ")}`);

/** Someone is asked into the account. */
export const NewInvitation = z.object({ email: emailText, role });
export type NewInvitation = z.input<typeof NewInvitation>;

/** A new person takes an invitation up with a password. */
export const AcceptInvitation = z.object({ token: idText, name: nameText, password: newPasswordText });

/** Someone's role in the account. */
export const ChangeRole = z.object({ userId: idText, role });

/** The own password; `current` is left out right after a generated one was typed to sign in. */
export const ChangePassword = z.object({ current: passwordText.optional(), password: newPasswordText });

export const NewAccount = z.object({ name: nameText });
export type NewAccount = z.input<typeof NewAccount>;
