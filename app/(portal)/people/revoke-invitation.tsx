"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { revokeInvitationAction } from "./actions";

const ConfirmSend = lazy(async () => ({ default: (await import("./confirm-send")).ConfirmSend }));

/** Withdraws an invitation: its link stops working. */
export function RevokeInvitation({ id, email }: { id: string; email: string }) {
  const t = useTranslations("people.invitations");
  const [asked, setAsked] = useState(false);
  return (
    <>
      <IconButton label={t("revokeOf", { email })} onClick={() => setAsked(true)}>
        <X aria-hidden />
      </IconButton>
      <Suspense>
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
      </Suspense>
    </>
  );
}
