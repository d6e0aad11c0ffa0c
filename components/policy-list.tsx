"use client";

import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isServiceRole } from "@/lib/domain/role";
import { GrantSentence, usePlace } from "./grant-sentence";
import { PolicyForm, type PolicyFormContext } from "./policy-form";
import type { PolicyRow, SubjectChoice } from "./policy-row";
import { RegionDot } from "./region-dot";
import { Button, IconButton } from "./ui/button";
import { ConfirmDialog } from "./ui/confirm-dialog";
import { EmptyState } from "./ui/empty-state";
import { Menu, MenuItem } from "./ui/menu";
import { Panel } from "./ui/panel";
import { Tag } from "./ui/tag";
import { toast } from "./ui/toaster";
import { type FormAction, problemOf, useSend } from "./use-action-form";
import { useFormat } from "./use-format";
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

type PolicyListProps = PolicyFormContext & {
  /** Whose they are. */
  subject: SubjectChoice;
  policies: readonly PolicyRow[];
  /** Whether the person may add one. */
  mayAdd: boolean;
  actions: PolicyActions;
};

/** What one identity may do, policy by policy: added, changed and removed in place. */
export function PolicyList({ subject, policies, mayAdd, actions, ...context }: PolicyListProps) {
  const t = useTranslations("policies");
  const title = useTranslations("service-ids.page")("policies");
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      id="policies"
      title={title}
      meta={policies.length}
      actions={
        mayAdd && (
          <Button size="s" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            {t("add.action")}
          </Button>
        )
      }
    >
      {policies.length === 0 ? (
        <EmptyState>{t(mayAdd ? "empty" : "emptyReader")}</EmptyState>
      ) : (
        <ul>
          {policies.map((policy) => (
            <Item key={policy.policyId} policy={policy} actions={actions} context={context} />
          ))}
        </ul>
      )}
      {adding && (
        <PolicyForm
          {...context}
          title={t("add.title", { name: subject.name })}
          submit={t("add.save")}
          done={t("add.done")}
          action={actions.create}
          subject={subject}
          onClose={() => setAdding(false)}
        />
      )}
    </Panel>
  );
}

type ItemProps = { policy: PolicyRow; actions: PolicyActions; context: PolicyFormContext };

function Item({ policy, actions, context }: ItemProps) {
  const t = useTranslations("policies");
  const format = useFormat();
  return (
    <li className="flex items-start gap-2 border-line border-b py-2.5 pr-2.5 pl-4 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <b className="font-semibold">{policy.roles.join(", ")}</b>
          <span className="mono">{policy.namespace ?? "*"}</span>
          {policy.repositoryPattern && <span className="mono">/{policy.repositoryPattern}</span>}
          <span className="text-ink-3 text-meta">
            {policy.region ? <RegionDot id={policy.region} /> : t("everyRegion")}
          </span>
          {policy.excess && <Tag tone="warn">{t("excess", { name: policy.createdByName })}</Tag>}
        </p>
        <p className="mt-0.5 text-ink-3 text-meta">
          <GrantSentence grant={policy} brief />
        </p>
        {policy.excess && (
          <p className="mt-0.5 text-meta text-warn">{t("excessHint", { name: policy.createdByName })}</p>
        )}
        <p className="mt-0.5 text-ink-3 text-meta">
          {policy.subject.kind === "access-group" && `${t("viaGroup", { name: policy.subject.name })}, `}
          {t("since", { date: format.date(policy.createdAt), name: policy.createdByName })}
        </p>
      </div>
      {policy.mayChange && <PolicyMenu policy={policy} actions={actions} context={context} />}
    </li>
  );
}

/** Change or remove one policy. */
export function PolicyMenu({ policy, actions, context }: ItemProps) {
  const t = useTranslations("policies");
  const place = usePlace();
  const send = useSend();
  const reachable = useReachable();
  const [asking, setAsking] = useState<"edit" | "remove">();
  const words = { role: policy.roles.join(", "), place: place(policy) };
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
        {policy.roles.length === 1 && policy.roles.every(isServiceRole) && (
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
