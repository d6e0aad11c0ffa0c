"use client";

import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { type FormAction, problemOf, useSend } from "@/components/use-action-form";

type ConfirmSendProps = {
  title: string;
  effect: ReactNode;
  label: string;
  /** Said once it is done. */
  done: string;
  tone?: "default" | "danger";
  action: FormAction<unknown>;
  values: Record<string, string>;
  onClose: () => void;
};

/** Asks, sends, says that it is done; where a fresh sign-in is missing, goes there and comes back. */
export function ConfirmSend({
  title,
  effect,
  label,
  done,
  tone = "danger",
  action,
  values,
  onClose,
}: ConfirmSendProps) {
  const send = useSend();
  const router = useRouter();
  const path = usePathname();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      tone={tone}
      title={title}
      effect={effect}
      action={label}
      onConfirm={async () => {
        const state = await send(action, values);
        if (state.status === "failed" && state.code === "sign-in-again")
          return router.push(`/sign-in/again?callbackUrl=${encodeURIComponent(path)}`);
        const problem = problemOf(state);
        if (!problem) toast(done);
        return problem;
      }}
    />
  );
}
