import { useLocale, useTranslations } from "next-intl";
import { describeCondition } from "@/lib/domain/condition-words";
import { roleTitles } from "@/lib/domain/role";
import { AddPolicy } from "./add-policy";
import { NameLink } from "./name-link";
import type { PolicyFormContext } from "./policy-form";
import { type PolicyActions, PolicyMenu } from "./policy-menu";
import type { PolicyRow, SubjectChoice } from "./policy-row";
import { RoleTable } from "./role-table";
import { SearchField } from "./search-field";
import { ButtonLink } from "./ui/button-link";
import { EmptyState, ErrorState } from "./ui/empty-state";
import { KeysetPager } from "./ui/keyset-pager";
import { Panel } from "./ui/panel";
import { Table, TBody, Td, THead, Th, Tr } from "./ui/table";
import { Tag } from "./ui/tag";
import { TwoLine } from "./ui/two-line";
import { useFormat } from "./use-format";
import { usePlace } from "./use-place";

type NamespaceAccessProps = {
  name: string;
  region: string;
  /** A page of them; null when they couldn't be loaded. */
  policies: readonly PolicyRow[] | null;
  /** How many there are on all pages. */
  total: number;
  search: string | undefined;
  /** Addresses of the neighbouring pages. */
  previous: string | undefined;
  next: string | undefined;
  /** Whether these are all policies that reach it, or the person's own. */
  seesAll: boolean;
  /** Whom the person may give access here: some of them, the others are found by typing. */
  subjects: readonly SubjectChoice[];
  actions: PolicyActions;
  context: PolicyFormContext;
};

/** Who can do what in a namespace. */
export function NamespaceAccess(props: NamespaceAccessProps) {
  const { name, region, policies, total, search, previous, next, seesAll, subjects, actions, context } =
    props;
  const t = useTranslations("namespaces.page");
  const words = useTranslations("policies");
  const place = usePlace();
  const locale = useLocale();
  const format = useFormat();
  return (
    <Panel
      title={t("who")}
      meta={policies && format.number(total)}
      footer={
        <div className="flex flex-col gap-2">
          <p>{t(seesAll ? "whoNote" : "whoMember")}</p>
          <RoleTable />
        </div>
      }
      actions={
        subjects.length > 0 && (
          <AddPolicy
            label={t("add")}
            {...context}
            title={words("add.titleNamespace", { name })}
            submit={words("add.save")}
            done={words("add.done")}
            action={actions.create}
            subjects={subjects}
            start={{ region, namespace: name }}
          />
        )
      }
    >
      {(search || previous || next) && (
        <div className="border-line border-b px-4 py-2">
          <SearchField name="q" label={t("filter")} value={search} />
        </div>
      )}
      {!policies && <ErrorState>{t("failed")}</ErrorState>}
      {policies?.length === 0 && search && (
        <EmptyState action={<ButtonLink href={`/namespaces/${region}/${name}`}>{t("clear")}</ButtonLink>}>
          {t("noMatch", { query: search })}
        </EmptyState>
      )}
      {policies?.length === 0 && !search && (
        <EmptyState>{seesAll ? t("nobody") : t("nobodyMember", { name })}</EmptyState>
      )}
      {policies && policies.length > 0 && (
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
      {(previous || next) && (
        <KeysetPager newer={previous} older={next} steps="place">
          {t("shown", { count: policies?.length ?? 0, total })}
        </KeysetPager>
      )}
    </Panel>
  );
}

/** A service ID leads to its page; people have none here. */
function Subject({ policy: { subject } }: { policy: PolicyRow }) {
  if (subject.kind !== "service-id") return <span className="font-semibold">{subject.name}</span>;
  return <NameLink href={`/service-ids/${subject.id.replace(/^iam-/, "")}`}>{subject.name}</NameLink>;
}
