"use client";

import { useTranslations } from "next-intl";
import { roleTitles } from "@/lib/domain/role";
import type { PolicyRow } from "./policy-row";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { usePlace } from "./use-place";
import { useReachable } from "./use-reachable";

type RemovePolicyDialogProps = { policy: PolicyRow; action: FormAction<unknown>; onClose: () => void };

/** Asks before a policy goes. */
export function RemovePolicyDialog({ policy, action, onClose }: RemovePolicyDialogProps) {
  const t = useTranslations("policies");
  const place = usePlace();
  const send = useSend();
  const reachable = useReachable();
  const words = { role: roleTitles(policy.roles), place: place(policy) };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t("remove.title")}
      effect={t("remove.effect", { subject: policy.subject.name, ...words })}
      action={t("remove.action")}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { policyId: policy.policyId }));
        if (!problem) toast(t("remove.done"));
        return problem;
      }}
    />
  );
}
