import { useTranslations } from "next-intl";
import { roleTitles } from "@/lib/domain/role";
import { AddPolicy } from "./add-policy";
import { GrantSentence } from "./grant-sentence";
import type { PolicyFormContext } from "./policy-form";
import { type PolicyActions, PolicyMenu, type PolicyMenuProps } from "./policy-menu";
import type { PolicyRow, SubjectChoice } from "./policy-row";
import { RegionDot } from "./region-dot";
import { EmptyState } from "./ui/empty-state";
import { Panel } from "./ui/panel";
import { Tag } from "./ui/tag";
import { useFormat } from "./use-format";

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
  return (
    <Panel
      id="policies"
      title={title}
      meta={policies.length}
      actions={
        mayAdd && (
          <AddPolicy
            label={t("add.action")}
            {...context}
            title={t("add.title", { name: subject.name })}
            submit={t("add.save")}
            done={t("add.done")}
            action={actions.create}
            subject={subject}
          />
        )
      }
    >
      {policies.length === 0 ? (
        <EmptyState>{t(mayAdd ? "empty.adder" : "empty.reader")}</EmptyState>
      ) : (
        <ul>
          {policies.map((policy) => (
            <Item key={policy.policyId} policy={policy} actions={actions} context={context} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Item({ policy, actions, context }: PolicyMenuProps) {
  const t = useTranslations("policies");
  const format = useFormat();
  return (
    <li className="flex items-start gap-2 border-line border-b py-2.5 pr-2.5 pl-4 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <b className="font-semibold">{roleTitles(policy.roles)}</b>
          <span className="mono">{policy.namespace ?? "*"}</span>
          {policy.repositoryPattern && <span className="mono">/{policy.repositoryPattern}</span>}
          <span className="text-ink-3 text-meta">
            {policy.region ? <RegionDot id={policy.region} /> : t("everyRegion")}
          </span>
          {policy.inert && <Tag>{t("inert")}</Tag>}
          {policy.excess && <Tag tone="warn">{t("excess", { name: policy.createdByName })}</Tag>}
        </p>
        <p className="mt-0.5 text-ink-3 text-meta">
          {policy.inert ? t(`inertHint.${policy.inert}`) : <GrantSentence grant={policy} brief />}
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
