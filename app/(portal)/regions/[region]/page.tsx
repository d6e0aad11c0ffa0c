import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { checkConnectionAction } from "@/app/_server/connection-action";
import { found, orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { ConnectionCheck } from "@/components/connection-check";
import { PageHeader } from "@/components/page-header";
import { EditRegion } from "@/components/region-form";
import { RegionSetup } from "@/components/region-setup";
import { RegionState, useRegionDetail } from "@/components/region-state";
import { KeyValues, Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Ago } from "@/components/use-stamp";
import type { Actor } from "@/lib/services/actor";
import { type RegionHealth, regionHealth } from "@/lib/services/region-health";
import { pastedConfig, webhookSecretPlaceholder } from "@/lib/services/region-secrets";
import type { RegionSettings } from "@/lib/services/region-settings";
import { localConfigFile } from "@/lib/services/registry-files";
import { revealWebhookSecretAction, rotateWebhookSecretAction, updateRegionAction } from "../actions";
import { regionOf } from "./region";

type Props = PageOf<{ region: string }>;

/** One region: whether its registry works, its settings, and what its registry needs. */
export default async function RegionPage({ params }: Props) {
  const actor = await requireActor();
  const region = await found(regionOf((await params).region));
  const t = await getTranslations("regions");
  const german = (await getLocale()) === "de";
  return (
    <>
      <PageHeader
        title={german ? region.nameDe : region.name}
        lead={<span className="mono">{region.id}</span>}
        crumbs={[{ label: t("title"), href: "/regions" }]}
        actions={<EditRegion region={region} action={updateRegionAction} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t("page.state")} padded>
          <Suspense fallback={<Skeleton className="w-40" />}>
            <Health actor={actor} region={region} />
          </Suspense>
        </Panel>
        <Settings region={region} />
      </div>
      <div className="mt-4 flex flex-col gap-4">
        <ConnectionCheck
          regionId={region.id}
          name={german ? region.nameDe : region.name}
          action={checkConnectionAction}
        />
        <RegionSetup
          id={region.id}
          configs={{ "2": pastedConfig(actor, region, "2"), "3": pastedConfig(actor, region, "3") }}
          placeholder={webhookSecretPlaceholder}
          rotatedAt={region.webhookRotatedAt}
          previousValid={region.previousSecretValid}
          localFile={localConfigFile(region)}
          reveal={revealWebhookSecretAction}
          rotate={rotateWebhookSecretAction}
        />
      </div>
    </>
  );
}

async function Health({ actor, region }: { actor: Actor; region: RegionSettings }) {
  const all = await orNull(regionHealth(actor));
  return (
    <HealthFacts health={all?.find(({ id }) => id === region.id) ?? null} lastEventAt={region.lastEventAt} />
  );
}

function HealthFacts({ health, lastEventAt }: { health: RegionHealth | null; lastEventAt: Date | null }) {
  const t = useTranslations("regions.page");
  const detailOf = useRegionDetail();
  return (
    <KeyValues
      items={[
        {
          label: t("registry"),
          value: (
            <>
              <RegionState health={health} />
              {health && <p className="mt-0.5 text-ink-2">{detailOf(health)}</p>}
              {health && (
                <p className="mt-0.5 text-ink-3 text-meta">
                  {t.rich("checked", { when: () => <Ago at={health.checkedAt} /> })}
                </p>
              )}
            </>
          ),
        },
        {
          label: t("lastEvent"),
          value: lastEventAt ? <Ago at={lastEventAt} /> : <span className="text-ink-3">{t("noEvent")}</span>,
        },
      ]}
    />
  );
}

function Settings({ region }: { region: RegionSettings }) {
  const t = useTranslations("regions");
  const mono = (text: string) => <span className="mono">{text}</span>;
  return (
    <Panel title={t("page.settings")} padded>
      <KeyValues
        items={[
          {
            label: t("page.id"),
            value: mono(
              region.formerName ? t("formerly", { id: region.id, former: region.formerName }) : region.id,
            ),
          },
          { label: t("page.names"), value: `${region.name} / ${region.nameDe}` },
          { label: t("page.registry"), value: mono(region.host) },
          { label: t("page.address"), value: mono(region.url) },
          { label: t("page.service"), value: mono(region.service) },
          {
            label: t("page.tokens"),
            value: `${t("page.tokenTtl", { seconds: region.tokenTtlSeconds })}, ${t(region.offlineToken ? "page.refresh" : "page.noRefresh")}`,
          },
        ]}
      />
    </Panel>
  );
}
