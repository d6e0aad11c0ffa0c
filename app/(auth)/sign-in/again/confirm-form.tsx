"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { PasswordInput } from "@/components/password-input";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useActionForm } from "@/components/use-action-form";
import { confirmAction } from "../actions";

/** The person's password once more. */
export function ConfirmForm({
  email,
  callbackUrl,
  second,
}: {
  email: string;
  callbackUrl: string;
  second: boolean;
}) {
  const t = useTranslations("sign-in");
  const { state, pending, form, error } = useActionForm(confirmAction);
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      {/* Password managers want to know whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label={t("password")} error={error("password")}>
        <PasswordInput name="password" autoComplete="current-password" autoFocus={!second} />
      </Field>
      <SubmitButton variant={second ? "default" : "primary"} size="l" loading={pending}>
        {t("again.submit")}
      </SubmitButton>
    </form>
  );
}
