"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { KeyRow } from "./key-row";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useFormat } from "./use-format";
import { useReachable } from "./use-reachable";

type KeyDialogProps = { row: KeyRow; action: FormAction<unknown>; onClose: () => void };

/** Asks before logins stop; it can be taken back. */
export function DisableKeyDialog({ row, action, onClose }: KeyDialogProps) {
  const t = useTranslations("api-keys.disable");
  const send = useSend();
  const reachable = useReachable();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title", { name: row.name })}
      effect={<Effect row={row} text={t("effect", { name: row.name })} />}
      action={t("action")}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { keyId: row.id, disabled: "true" }));
        if (!problem) toast(t("done"));
        return problem;
      }}
    />
  );
}

/** Asks before a key goes for good. A key that still works must be named. */
export function DeleteKeyDialog({ row, action, onClose, leadsTo }: KeyDialogProps & { leadsTo?: string }) {
  const t = useTranslations("api-keys.delete");
  const router = useRouter();
  const send = useSend();
  const reachable = useReachable();
  const works = row.status === "active" || row.status === "expiring";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("title", { name: row.name })}
      effect={<Effect row={row} text={t("effect", { name: row.name })} />}
      action={t("action")}
      {...(works && { typeToConfirm: row.name })}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { keyId: row.id }));
        if (problem) return problem;
        toast(t("done"));
        if (leadsTo) router.push(leadsTo);
        else router.refresh();
      }}
    />
  );
}

/** What will happen, and to whom: the last client that used it. */
function Effect({ row, text }: { row: KeyRow; text: string }) {
  const t = useTranslations("api-keys.delete");
  const format = useFormat();
  return (
    <>
      <p>{text}</p>
      <p className="mt-2 text-ink-3">
        {row.lastAuthn
          ? t("usedBy", {
              when: format.ago(row.lastAuthn),
              client: row.lastClient ?? "?",
              ip: row.lastIp ?? "?",
            })
          : t("neverUsed")}
      </p>
    </>
  );
}
