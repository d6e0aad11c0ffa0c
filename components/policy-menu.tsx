"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isRegistryRole, roleTitles } from "@/lib/domain/role";
import { PolicyForm, type PolicyFormContext } from "./policy-form";
import type { PolicyRow } from "./policy-row";
import { IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { Menu, MenuItem } from "./ui/menu";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { usePlace } from "./use-place";
import { useReachable } from "./use-reachable";

/** The server actions on policies. */
export type PolicyActions = {
  /** Gets `subject` (`kind:id`), `role`, `region`, `namespace`, `repositoryPattern`. */
  create: FormAction<unknown>;
  /** The same with `policyId` and `entityTag` instead of the subject. */
  update: FormAction<unknown>;
  /** Gets `policyId`. */
  remove: FormAction<unknown>;
};

export type PolicyMenuProps = { policy: PolicyRow; actions: PolicyActions; context: PolicyFormContext };

/** Change or remove one policy. */
export function PolicyMenu({ policy, actions, context }: PolicyMenuProps) {
  const t = useTranslations("policies");
  const place = usePlace();
  const send = useSend();
  const reachable = useReachable();
  const [asking, setAsking] = useState<"edit" | "remove">();
  const words = { role: roleTitles(policy.roles), place: place(policy) };
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("more", words)} size="s" tooltip={false}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {policy.roles.length === 1 && policy.roles.every(isRegistryRole) && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setAsking("edit")}>
            {t("edit.action")}
          </MenuItem>
        )}
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking("remove")}>
          {t("remove.action")}
        </MenuItem>
      </Menu>
      {asking === "edit" && (
        <PolicyForm
          {...context}
          title={t("edit.title")}
          submit={t("edit.save")}
          done={t("edit.done")}
          action={actions.update}
          policy={policy}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={(open) => open || close()}
        title={t("remove.title")}
        effect={t("remove.effect", { subject: policy.subject.name, ...words })}
        action={t("remove.action")}
        onConfirm={async () => {
          const problem = problemOf(await send(reachable(actions.remove), { policyId: policy.policyId }));
          if (!problem) toast(t("remove.done"));
          return problem;
        }}
      />
    </>
  );
}
