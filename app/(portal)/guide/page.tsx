import { getLocale, getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { heldBy } from "@/app/_server/held";
import { requireActor } from "@/app/_server/session";
import { GuideView } from "@/components/guide-view";
import { PageHeader } from "@/components/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { namespacesReached } from "@/lib/domain/coverage";
import { guide, guideTitle } from "@/lib/domain/guide/guide";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { listApiKeys } from "@/lib/services/api-keys";
import { listNamespacePlaces } from "@/lib/services/namespaces";
import { listRegions } from "@/lib/services/regions";

/** How access is automated, with the reader's own regions, namespaces and keys in it. */
export default async function GuidePage() {
  const actor = await requireActor();
  const t = await getTranslations("guide");
  const regions = await listRegions(actor);
  const title = guideTitle[await getLocale()];
  return (
    <>
      <PageHeader title={title} crumb={t("crumb")} />
      {regions.length === 0 ? (
        <EmptyState>{t("noRegion")}</EmptyState>
      ) : (
        <GuideView {...(await contentOf(actor, regions))} />
      )}
    </>
  );
}

async function contentOf(actor: Actor, regions: Awaited<ReturnType<typeof listRegions>>) {
  const [all, held, own] = await Promise.all([
    listNamespacePlaces(actor),
    heldBy(actor),
    orNull(listApiKeys(actor, { scope: "mine", limit: 5, order: "desc" })),
  ]);
  const namespaces = regions.flatMap(({ id }) =>
    namespacesReached(held, all, id).map((name) => ({ region: id, name })),
  );
  const keys = (own?.items ?? []).map(({ id, name, owner }) => ({
    name,
    serviceId: owner.kind === "service-id" ? owner.name : null,
    href: `/api-keys/${id}`,
  }));
  const sections = guide({ portalUrl: runtime().config.url, regions, namespaces, keys });
  const host = regions.find(({ id }) => namespaces.some(({ region }) => region === id))?.host;
  return { sections, host: host ?? regions[0]?.host ?? "" };
}
