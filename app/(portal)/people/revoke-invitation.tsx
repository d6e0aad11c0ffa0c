"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { revokeInvitationAction } from "./actions";
import { ConfirmSend } from "./confirm-send";

/** Withdraws an invitation: its link stops working. */
export function RevokeInvitation({ id, email }: { id: string; email: string }) {
  const t = useTranslations("people.invitations");
  const [asked, setAsked] = useState(false);
  return (
    <>
      <IconButton label={t("revokeOf", { email })} onClick={() => setAsked(true)}>
        <X aria-hidden />
      </IconButton>
      {asked && (
        <ConfirmSend
          title={t("revokeTitle", { email })}
          effect={t("revokeEffect")}
          label={t("revoke")}
          done={t("revoked")}
          action={revokeInvitationAction}
          values={{ id }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
