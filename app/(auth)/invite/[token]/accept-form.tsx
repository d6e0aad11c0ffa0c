"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { PasswordInput } from "@/components/password-input";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useActionForm } from "@/components/use-action-form";
import { acceptAction } from "./actions";

/** A new person's name and password; the address is the invitation's. */
export function AcceptForm({ token, email, second }: { token: string; email: string; second: boolean }) {
  const t = useTranslations("sign-in");
  const { state, pending, form, error } = useActionForm(acceptAction);
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      <input type="hidden" name="token" value={token} />
      <Field label={t("email")}>
        <Input name="email" type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label={t("invitation.name")} hint={t("invitation.nameHint")} error={error("name")}>
        <Input name="name" autoComplete="name" required maxLength={255} />
      </Field>
      <Field label={t("password")} hint={t("changePassword.hint")} error={error("password")}>
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <SubmitButton variant={second ? "default" : "primary"} size="l" loading={pending}>
        {t("invitation.accept")}
      </SubmitButton>
    </form>
  );
}
