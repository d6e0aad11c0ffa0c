"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { DialogButton } from "@/components/ui/dialog-button";
import type { Invited } from "./invite-dialog";

const dialog = () => import("./invite-dialog");
const InviteForm = lazy(async () => ({ default: (await dialog()).InviteForm }));
const InvitationLink = lazy(async () => ({ default: (await dialog()).InvitationLink }));

/** Asks someone in: address and role, then the link, once. */
export function Invite() {
  const t = useTranslations("people.invite");
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited>();
  return (
    <>
      <DialogButton icon={<UserPlus aria-hidden />} ahead={dialog} onClick={() => setOpen(true)}>
        {t("action")}
      </DialogButton>
      <Suspense>
        {open && <InviteForm onClose={() => setOpen(false)} onDone={setInvited} />}
        {invited && <InvitationLink {...invited} onClose={() => setInvited(undefined)} />}
      </Suspense>
    </>
  );
}
