"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/form-dialog";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFormat } from "@/components/use-format";
import { inviteAction } from "./actions";
import { RoleChoice } from "./role-choice";

export type Invited = { email: string; expiresAt: string; link: string; mailed: boolean };

type InviteFormProps = { onClose: () => void; onDone: (invited: Invited) => void };

/** Asks for address and role. */
export function InviteForm({ onClose, onDone }: InviteFormProps) {
  const t = useTranslations("people.invite");
  return (
    <FormDialog
      title={t("title")}
      description={t("text")}
      submit={t("submit")}
      action={inviteAction}
      fields={["email", "role"]}
      onClose={onClose}
      onDone={onDone}
    >
      {(error) => (
        <>
          <Field label={t("email")} error={error("email")}>
            <Input name="email" type="email" inputMode="email" autoComplete="off" spellCheck={false} />
          </Field>
          <Field as="group" label={t("role")} error={error("role")}>
            <RoleChoice name="role" initial="member" />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

/** The link, once. */
export function InvitationLink({
  email,
  expiresAt,
  link,
  mailed,
  onClose,
}: Invited & { onClose: () => void }) {
  const t = useTranslations("people.invite");
  const format = useFormat();
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="s"
      title={t("linkTitle", { email })}
      description={t("linkText", { when: format.dateTime(expiresAt) })}
      footer={
        <>
          <CopyButton text={link} variant="primary" label={t("copy")} announcement={t("copied")} />
          <Button onClick={onClose}>{t("done")}</Button>
        </>
      }
    >
      {mailed && <p className="mb-3 text-ink-2">{t("mailed", { email })}</p>}
      <code className="mono block select-all break-all rounded-control border border-line-strong bg-sunken px-3 py-2.5">
        {link}
      </code>
    </Dialog>
  );
}
