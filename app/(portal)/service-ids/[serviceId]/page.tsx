import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { found } from "@/app/_server/found";
import { choosableRoles, grantsOf, heldBy } from "@/app/_server/held";
import { historyRows } from "@/app/_server/history-rows";
import { keyActions } from "@/app/_server/key-actions";
import type { PageOf } from "@/app/_server/page-props";
import { policyActions } from "@/app/_server/policy-actions";
import { keyRows, policyRow } from "@/app/_server/rows";
import { requireActor } from "@/app/_server/session";
import { HistoryList } from "@/components/history-list";
import { KeyCreatedPlace } from "@/components/key-created-place";
import { KeyTable } from "@/components/key-table";
import { PolicyList } from "@/components/policy-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { suggestApiKeyLabel } from "@/lib/services/api-keys";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { ActivitySection } from "./activity-section";
import { ServiceIdHeader } from "./header";
import { serviceIdOf } from "./service-id";

type Props = PageOf<{ serviceId: string }>;

/** One service ID: its keys, what it may do, what it did, and what was done to it. */
export default async function ServiceIdPage({ params }: Props) {
  const actor = await requireActor();
  const { serviceId } = await params;
  const service = await found(serviceIdOf(serviceId));
  const [t, common] = await Promise.all([getTranslations("service-ids"), getTranslations("common")]);
  const [regions, namespaces, held, customRoles, keys, suggestedLabel, history] = await Promise.all([
    listRegions(actor),
    listNamespacePlaces(actor),
    heldBy(actor),
    choosableRoles(actor),
    keyRows(actor, service.keys),
    suggestApiKeyLabel(actor, service.id, service.name),
    historyRows(service.history),
  ]);
  const active = keys.filter(({ status }) => works.includes(status)).length;
  return (
    <KeyCreatedPlace regions={regions} namespaces={namespaces}>
      <ServiceIdHeader
        service={service}
        activeKeyCount={active}
        suggestedLabel={suggestedLabel}
        commands={{
          regions,
          access: { grants: grantsOf(service.policies), administrator: false, namespaces },
        }}
      />
      {service.locked && <Note className="mb-4">{t("locked")}</Note>}
      <Panel title={t("page.keys")} meta={t("page.keysMeta", { count: keys.length, active })}>
        {keys.length === 0 ? (
          <EmptyState>{t("page.noKey")}</EmptyState>
        ) : (
          <KeyTable label={t("page.keys")} rows={keys} actions={keyActions} />
        )}
      </Panel>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <PolicyList
          subject={{ kind: "service-id", id: service.id, name: service.name }}
          policies={service.policies.map((policy) => policyRow(actor, policy, service.mayChange))}
          mayAdd={service.mayChange}
          actions={policyActions}
          regions={regions}
          namespaces={[...new Set(namespaces.map(({ name }) => name))]}
          customRoles={customRoles}
          held={held}
        />
        <Panel title={t("page.history")}>
          <HistoryList rows={history} />
        </Panel>
      </div>
      <div className="mt-4">
        <Suspense
          fallback={
            <Panel title={t("page.activity")}>
              <SkeletonRows rows={5} columns={5} label={common("loading")} />
            </Panel>
          }
        >
          <ActivitySection actor={actor} iamId={service.iamId} />
        </Suspense>
      </div>
    </KeyCreatedPlace>
  );
}

const works: readonly string[] = ["active", "expiring", "never-used"];
