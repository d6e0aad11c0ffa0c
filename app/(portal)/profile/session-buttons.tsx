"use client";

import { LogOut, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { problemOf, useSend } from "@/components/use-action-form";
import { endSessionAction, signOutEverywhereAction } from "./actions";

/** Ends one other session. */
export function EndSession({ id, name }: { id: string; name: string }) {
  const t = useTranslations("profile.sessions");
  const send = useSend();
  const [pending, startTransition] = useTransition();
  const end = () =>
    startTransition(async () => {
      const problem = problemOf(await send(endSessionAction, { sessionId: id }));
      toast(problem ?? t("ended"), problem ? "bad" : "ok");
    });
  return (
    <IconButton label={t("endOf", { name })} loading={pending} onClick={end}>
      <X aria-hidden />
    </IconButton>
  );
}

/** Ends every session, this one too. */
export function SignOutEverywhere() {
  const t = useTranslations("profile.sessions");
  const send = useSend();
  return (
    <ConfirmDialog
      trigger={<Button icon={<LogOut aria-hidden />}>{t("everywhere")}</Button>}
      title={t("everywhereTitle")}
      effect={t("everywhereEffect")}
      action={t("everywhere")}
      onConfirm={async () => problemOf(await send(signOutEverywhereAction, {}))}
    />
  );
}
