"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { PasswordInput } from "@/components/password-input";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/use-action-form";
import { signInAction } from "./actions";

type SignInFormProps = {
  callbackUrl: string;
  /** The address that an invitation was sent to. */
  email?: string;
  /** Company sign-in stands above and is the first choice. */
  second?: boolean;
};

/** A local account: email and password. */
export function SignInForm({ callbackUrl, email, second = false }: SignInFormProps) {
  const t = useTranslations("sign-in");
  const { state, pending, form, error } = useActionForm(signInAction);
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field label={t("email")} error={error("email")}>
        <Input
          name="email"
          // The address may be user@host, which type=email takes too.
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={email}
          autoFocus={!second && email === undefined}
        />
      </Field>
      <Field label={t("password")} error={error("password")}>
        <PasswordInput name="password" autoComplete="current-password" autoFocus={email !== undefined} />
      </Field>
      <SubmitButton variant={second ? "default" : "primary"} size="l" loading={pending}>
        {t("submit")}
      </SubmitButton>
    </form>
  );
}
