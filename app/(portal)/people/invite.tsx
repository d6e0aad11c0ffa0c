"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { fetchDialog } from "@/components/ui/dialog";
import type { Invited } from "./invite-dialog";

const dialog = () => import("./invite-dialog");
const fetchAhead = () => void Promise.all([dialog(), fetchDialog()]).catch(() => undefined);
const InviteForm = lazy(async () => ({ default: (await dialog()).InviteForm }));
const InvitationLink = lazy(async () => ({ default: (await dialog()).InvitationLink }));

/** Asks someone in: address and role, then the link, once. */
export function Invite() {
  const t = useTranslations("people.invite");
  const [open, setOpen] = useState(false);
  const [invited, setInvited] = useState<Invited>();
  return (
    <>
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden />}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpen(true)}
      >
        {t("action")}
      </Button>
      <Suspense>
        {open && <InviteForm onClose={() => setOpen(false)} onDone={setInvited} />}
        {invited && <InvitationLink {...invited} onClose={() => setInvited(undefined)} />}
      </Suspense>
    </>
  );
}
