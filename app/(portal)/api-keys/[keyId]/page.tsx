import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { found, orNull } from "@/app/_server/found";
import { historyRows } from "@/app/_server/history-rows";
import { keyActions } from "@/app/_server/key-actions";
import type { PageOf } from "@/app/_server/page-props";
import { keyRow } from "@/app/_server/rows";
import { requireActor } from "@/app/_server/session";
import { GrantSentence } from "@/components/grant-sentence";
import { HistoryList } from "@/components/history-list";
import { KeyState } from "@/components/key-cells";
import { KeyLive } from "@/components/key-live";
import { KeyMenu } from "@/components/key-menu";
import { LoginCommandsDialog } from "@/components/login-commands-dialog";
import { PageHeader } from "@/components/page-header";
import { Panel } from "@/components/ui/panel";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { hostsReached } from "@/lib/domain/coverage";
import { getApiKey } from "@/lib/services/api-keys";
import { findFailedAttempts } from "@/lib/services/failed-attempts";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { listUsageItems } from "@/lib/services/usage";
import { accessOf } from "./access";
import { ChartSection } from "./chart-section";
import { KeyFacts } from "./facts";
import { UsageSection } from "./usage-section";

type Props = PageOf<{ keyId: string }>;

/**
 * Any key that the person may see: what it is, what it may do, and every use of it. No skeleton stands in for it:
 * only scripts would replace that, and whether the key was used is told without them too.
 */
export default async function KeyPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const key = await found(getApiKey(actor, (await params).keyId));
  const [t, keys, services, common] = await Promise.all([
    getTranslations("api-keys.page"),
    getTranslations("api-keys"),
    getTranslations("service-ids"),
    getTranslations("common"),
  ]);
  const [regions, namespaces, access, history, uses, failed] = await Promise.all([
    listRegions(actor),
    listNamespacePlaces(actor),
    accessOf(actor, key),
    historyRows(key.history),
    orNull(listUsageItems(actor, { apikey_id: key.id }, { limit: 10 })),
    findFailedAttempts(actor, key.id),
  ]);
  const row = keyRow(key);
  const service = key.owner.kind === "service-id";
  const parent = service ? `/service-ids/${key.owner.id}` : "/api-keys";
  const mine = key.iamId === actor.iamId;
  return (
    <>
      <PageHeader
        title={key.name}
        badge={<KeyState row={row} />}
        {...(key.description && { lead: <span className="whitespace-pre-line">{key.description}</span> })}
        crumbs={
          service
            ? [
                { label: services("title"), href: "/service-ids" },
                { label: key.owner.name, href: parent },
              ]
            : mine
              ? [{ label: keys("title"), href: parent }]
              : []
        }
        actions={
          <>
            <LoginCommandsDialog name={key.name} regions={regions} access={{ ...access, namespaces }} />
            <KeyMenu row={row} actions={keyActions} page={{ afterDelete: parent }} />
          </>
        }
      />
      <KeyLive
        apikeyId={key.id}
        known={{ uses: uses?.items ?? [], failed }}
        regions={regions}
        hosts={hostsReached(access, namespaces, regions)}
        left={<KeyFacts apiKey={key} mine={mine} />}
        right={
          <>
            <Panel title={t("may")} padded>
              <ul className="flex flex-col gap-1.5 text-ink-2">
                {access.administrator && <li>{keys("created.administrator")}</li>}
                {!access.administrator && access.grants.length === 0 && <li>{keys("created.nothing")}</li>}
                {access.grants.map((grant) => (
                  <li key={grant.policyId}>
                    <GrantSentence grant={grant} />
                  </li>
                ))}
              </ul>
            </Panel>
            <Panel title={t("history")}>
              <HistoryList rows={history} />
            </Panel>
          </>
        }
      />
      <div className="mt-4">
        <Suspense
          fallback={
            <Panel title={t("days")} padded>
              <Skeleton className="h-[160px] w-full" />
            </Panel>
          }
        >
          <ChartSection actor={actor} keyId={key.id} />
        </Suspense>
      </div>
      <div id="usage" className="mt-4">
        <Suspense
          fallback={
            <Panel title={t("usage")}>
              <SkeletonRows rows={5} columns={5} label={common("loading")} />
            </Panel>
          }
        >
          <UsageSection actor={actor} keyId={key.id} query={await searchParams} />
        </Suspense>
      </div>
    </>
  );
}
