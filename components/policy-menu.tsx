"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { isRegistryRole, roleTitles } from "@/lib/domain/role";
import type { PolicyFormContext } from "./policy-form";
import { fetchPolicyForm, PolicyForm } from "./policy-form-dialog";
import type { PolicyRow } from "./policy-row";
import { IconButton } from "./ui/button";
import { Menu, MenuItem } from "./ui/menu";
import type { FormAction } from "./use-action-form";
import { usePlace } from "./use-place";

const removal = () => import("./policy-remove");
const RemovePolicyDialog = lazy(async () => ({ default: (await removal()).RemovePolicyDialog }));

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
  const [asking, setAsking] = useState<"edit" | "remove">();
  const words = { role: roleTitles(policy.roles), place: place(policy) };
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        ahead={() => Promise.all([fetchPolicyForm(), removal()])}
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
      <Suspense>
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
        {asking === "remove" && (
          <RemovePolicyDialog policy={policy} action={actions.remove} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
