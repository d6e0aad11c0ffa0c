"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/form-dialog";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useFormat } from "@/components/use-format";
import { inviteAction } from "./actions";
import { RoleChoice } from "./role-choice";

type Invited = { email: string; expiresAt: string; link: string; mailed: boolean };

/** Asks someone in: address and role, then the link, once. */
export function Invite() {
  const t = useTranslations("people.invite");
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited>();
  return (
    <>
      <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => setOpen(true)}>
        {t("action")}
      </Button>
      {open && (
        <FormDialog
          title={t("title")}
          description={t("text")}
          submit={t("submit")}
          action={inviteAction}
          fields={["email", "role"]}
          onClose={() => setOpen(false)}
          onDone={setInvited}
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
      )}
      {invited && <InvitationLink {...invited} onClose={() => setInvited(undefined)} />}
    </>
  );
}

function InvitationLink({ email, expiresAt, link, mailed, onClose }: Invited & { onClose: () => void }) {
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
