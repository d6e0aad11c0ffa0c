import { UserKey } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { heldBy, namespaceRegionsOf } from "@/app/_server/held";
import { requireActor } from "@/app/_server/session";
import { KeyCreatedPlace } from "@/components/key-created-place";
import { PageHeader } from "@/components/page-header";
import { QuickCreate } from "@/components/quick-create";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";
import { grantsOfServiceIds } from "@/lib/services/service-id-grants";
import { createAccessAction } from "./actions";
import { NeedsYouSection } from "./needs-you-section";
import { ownPolicies, ownServiceIds } from "./own";
import { TableSection } from "./table-section";

/** Get access: the one form, what needs the person, and what they have. */
export default async function HomePage() {
  const actor = await requireActor();
  const t = await getTranslations("home");
  const common = await getTranslations("common");
  const nav = await getTranslations("nav.pages");
  const [regions, places, held, serviceIds, policies] = await Promise.all([
    listRegions(actor),
    listNamespacePlaces(actor),
    heldBy(actor),
    ownServiceIds(actor),
    ownPolicies(actor),
  ]);
  const grants = await grantsOfServiceIds(
    actor,
    serviceIds.map(({ iamId }) => iamId),
  );
  const auditor = actor.role === "auditor";
  const given = policies.filter(({ createdBy }) => createdBy === actor.iamId);
  return (
    <KeyCreatedPlace regions={regions} namespaces={places}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.42fr)_minmax(0,1fr)]">
        {auditor ? (
          <Panel>
            <EmptyState
              icon={<UserKey aria-hidden />}
              action={<ButtonLink href="/api-keys">{nav("api-keys")}</ButtonLink>}
            >
              {t("auditor")}
            </EmptyState>
          </Panel>
        ) : (
          <QuickCreate
            action={createAccessAction}
            regions={regions}
            namespaces={byName(places)}
            namespaceRegions={await namespaceRegionsOf(actor, regions, "create")}
            lastNamespace={given.at(-1)?.namespace ?? null}
            serviceIds={serviceIds.map(({ name, iamId }) => ({ name, grants: grants.get(iamId) ?? [] }))}
            held={held}
          />
        )}
        <Suspense
          fallback={
            <Panel title={t("needsYou.title")}>
              <SkeletonRows rows={3} columns={2} label={common("loading")} />
            </Panel>
          }
        >
          <NeedsYouSection actor={actor} />
        </Suspense>
      </div>
      <div className="mt-4">
        <Suspense
          fallback={
            <Panel title={t("table.title")}>
              <SkeletonRows rows={6} columns={6} label={common("loading")} />
            </Panel>
          }
        >
          <TableSection actor={actor} />
        </Suspense>
      </div>
    </KeyCreatedPlace>
  );
}

function byName(places: readonly { region: string; name: string }[]) {
  const names = [...new Set(places.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    regions: places.filter((place) => place.name === name).map(({ region }) => region),
  }));
}
