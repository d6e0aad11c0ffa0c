"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button, IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useReachable } from "./use-reachable";

type DeleteNamespaceProps = {
  name: string;
  region: string;
  policyCount: number;
  action: FormAction<unknown>;
  /** The button with words, on the namespace's own page; where to go afterwards. */
  leadsTo?: string;
};

/** Asks, naming place and effect; a namespace that policies reach must be typed. */
export function DeleteNamespace({ name, region, policyCount, action, leadsTo }: DeleteNamespaceProps) {
  const t = useTranslations("namespaces.delete");
  const router = useRouter();
  const send = useSend();
  const reachable = useReachable();
  const label = t("title", { name, region });
  return (
    <ConfirmDialog
      trigger={
        leadsTo ? (
          <Button variant="danger" icon={<Trash2 aria-hidden />}>
            {t("action")}
          </Button>
        ) : (
          <IconButton label={label.replace(/\?$/, "")} size="s" tooltip={false}>
            <Trash2 aria-hidden />
          </IconButton>
        )
      }
      title={label}
      effect={
        <>
          <p>{t("effect", { name, region })}</p>
          {policyCount > 0 && (
            <p className="mt-2 font-semibold text-ink">{t("policies", { count: policyCount })}</p>
          )}
        </>
      }
      action={t("action")}
      {...(policyCount > 0 && { typeToConfirm: name })}
      onConfirm={async () => {
        const problem = problemOf(await send(reachable(action), { region, name }));
        if (problem) return problem;
        toast(t("done"));
        if (leadsTo) router.push(leadsTo);
        else router.refresh();
      }}
    />
  );
}
