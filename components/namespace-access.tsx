"use client";

import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { describeCondition } from "@/lib/domain/condition-words";
import { roleTitles } from "@/lib/domain/role";
import { NameLink } from "./name-link";
import { PolicyForm, type PolicyFormContext } from "./policy-form";
import { type PolicyActions, PolicyMenu } from "./policy-menu";
import type { PolicyRow, SubjectChoice } from "./policy-row";
import { RoleTable } from "./role-table";
import { Button } from "./ui/button";
import { EmptyState } from "./ui/empty-state";
import { Panel } from "./ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { Tag } from "./ui/tag";
import { TwoLine } from "./ui/two-line";
import { usePlace } from "./use-place";

type NamespaceAccessProps = {
  name: string;
  region: string;
  policies: readonly PolicyRow[];
  /** Whether these are all policies that reach it, or the person's own. */
  seesAll: boolean;
  /** Whom the person may give access here. */
  subjects: readonly SubjectChoice[];
  actions: PolicyActions;
  context: PolicyFormContext;
};

/** Who can do what in a namespace. */
export function NamespaceAccess(props: NamespaceAccessProps) {
  const { name, region, policies, seesAll, subjects, actions, context } = props;
  const t = useTranslations("namespaces.page");
  const words = useTranslations("policies");
  const place = usePlace();
  const locale = useLocale();
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t("who")}
      meta={policies.length}
      footer={
        <div className="flex flex-col gap-2">
          <p>{t(seesAll ? "whoNote" : "whoMember")}</p>
          <RoleTable />
        </div>
      }
      actions={
        subjects.length > 0 && (
          <Button size="s" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        )
      }
    >
      {policies.length === 0 ? (
        <EmptyState>{seesAll ? t("nobody") : t("nobodyMember", { name })}</EmptyState>
      ) : (
        <Table label={t("who")}>
          <THead>
            <Th>{t("subject")}</Th>
            <Th>{t("role")}</Th>
            <Th>{t("where")}</Th>
            <Th hidden>{t("add")}</Th>
          </THead>
          <TBody>
            {policies.map((policy) => (
              <Tr key={policy.policyId}>
                <Td card="name" className="max-w-[260px]">
                  <TwoLine
                    title={<Subject policy={policy} />}
                    sub={words(`subjects.${policy.subject.kind}`)}
                  />
                </Td>
                <Td card="status">
                  <span className="inline-flex items-center gap-2">
                    <b className="font-semibold">{roleTitles(policy.roles)}</b>
                    {policy.inert && <Tag>{words("inert")}</Tag>}
                    {policy.excess && (
                      <Tag tone="warn">{words("excess", { name: policy.createdByName })}</Tag>
                    )}
                  </span>
                </Td>
                <Td card="detail" className="max-w-[240px] text-ink-2">
                  {policy.inert ? words(`inertHint.${policy.inert}`) : place(policy)}
                  {policy.condition &&
                    `, ${words("only", { times: describeCondition(policy.condition, locale) })}`}
                </Td>
                <Td card="action" numeric>
                  {policy.mayChange && <PolicyMenu policy={policy} actions={actions} context={context} />}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
      {adding && (
        <PolicyForm
          {...context}
          title={words("add.titleNamespace", { name })}
          submit={words("add.save")}
          done={words("add.done")}
          action={actions.create}
          subjects={subjects}
          start={{ region, namespace: name }}
          onClose={() => setAdding(false)}
        />
      )}
    </Panel>
  );
}

/** A service ID leads to its page; people have none here. */
function Subject({ policy: { subject } }: { policy: PolicyRow }) {
  if (subject.kind !== "service-id") return <span className="font-semibold">{subject.name}</span>;
  return <NameLink href={`/service-ids/${subject.id.replace(/^iam-/, "")}`}>{subject.name}</NameLink>;
}
