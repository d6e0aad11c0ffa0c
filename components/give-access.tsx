"use client";

import { useTranslations } from "next-intl";
import { Suspense, useState } from "react";
import type { Grant } from "@/lib/domain/grant";
import { roleTitles } from "@/lib/domain/role";
import type { PolicyFormContext } from "./policy-form";
import { fetchPolicyForm, PolicyForm } from "./policy-form-dialog";
import type { SubjectChoice } from "./policy-row";
import { DialogButton } from "./ui/dialog-button";
import type { FormAction } from "./use-action-form";

export type GiveAccessProps = PolicyFormContext & {
  /** Whom it is for. */
  subject: SubjectChoice;
  /** What is missing. */
  wanted: Omit<Grant, "policyId">;
  action: FormAction<unknown>;
};

/** The policy that was missing, filled in: to look at and to add. */
export function GiveAccess({ wanted, subject, action, ...context }: GiveAccessProps) {
  const t = useTranslations("denials.next");
  const policies = useTranslations("policies.add");
  const [open, setOpen] = useState(false);
  return (
    <>
      <DialogButton ahead={fetchPolicyForm} onClick={() => setOpen(true)}>
        {t("give", { role: roleTitles(wanted.roles), namespace: wanted.namespace ?? "" })}
      </DialogButton>
      <Suspense>
        {open && (
          <PolicyForm
            {...context}
            title={t("giveTitle", { name: subject.name })}
            submit={policies("save")}
            done={policies("done")}
            action={action}
            subject={subject}
            wanted={wanted}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  );
}
