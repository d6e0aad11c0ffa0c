"use client";

import { useTranslations } from "next-intl";
import { ActionNote } from "@/components/action-note";
import { PasswordInput } from "@/components/password-input";
import { SubmitButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { useActionForm } from "@/components/use-action-form";
import { changePasswordAction } from "./actions";

/** The own password: after a generated one only the new one, in the profile the present one first. */
export function ChangePasswordForm({ email, generated = false }: { email: string; generated?: boolean }) {
  const t = useTranslations("sign-in.changePassword");
  const { state, pending, form, error } = useActionForm(changePasswordAction);
  return (
    <form {...form} className="flex flex-col gap-4">
      <ActionNote state={state} />
      {state.status === "ok" && (
        <Note tone="ok" role="status">
          {t("done")}
        </Note>
      )}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {!generated && (
        <Field label={t("current")} error={error("current")}>
          <PasswordInput name="current" autoComplete="current-password" />
        </Field>
      )}
      <Field label={t("new")} hint={t("hint")} error={error("password")}>
        <PasswordInput name="password" autoComplete="new-password" autoFocus={generated} />
      </Field>
      <div className={generated ? "flex flex-col" : "flex"}>
        <SubmitButton
          variant={generated ? "primary" : "default"}
          size={generated ? "l" : "m"}
          loading={pending}
        >
          {t("submit")}
        </SubmitButton>
      </div>
    </form>
  );
}
