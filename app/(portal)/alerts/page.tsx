import { BellRing } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import type { PageOf } from "@/app/_server/page-props";
import { requireActor } from "@/app/_server/session";
import { AlertList, MarkAllRead } from "@/components/alert-list";
import { PageHeader } from "@/components/page-header";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { alertText } from "@/lib/domain/alert-words";
import { type Actor, isAdministrator } from "@/lib/services/actor";
import { listAlerts } from "@/lib/services/alert-inbox";
import { markAlertsReadAction } from "./actions";
import { Deliveries } from "./deliveries";
import { AlertPager } from "./pager";

type View = "inbox" | "deliveries";

/** What the person should know; for administrators also what was sent elsewhere. */
export default async function AlertsPage({ searchParams }: PageOf) {
  const actor = await requireActor();
  const t = await getTranslations("alerts");
  const params = await searchParams;
  const administrator = isAdministrator(actor);
  const view: View = administrator && params.view === "deliveries" ? "deliveries" : "inbox";
  const cursor = typeof params.cursor === "string" ? params.cursor : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t(view === "inbox" ? "lead" : "deliveries.lead")}
        actions={view === "inbox" && <MarkAllRead action={markAlertsReadAction} />}
      />
      <Panel>
        {administrator && (
          <div className="border-line border-b px-4 py-2">
            <SegmentedLinks
              label={t("view.label")}
              options={(["inbox", "deliveries"] as const).map((one) => ({
                href: one === "inbox" ? "/alerts" : "/alerts?view=deliveries",
                label: t(`view.${one}`),
                current: one === view,
              }))}
            />
          </div>
        )}
        {view === "inbox" ? (
          <Inbox actor={actor} cursor={cursor} />
        ) : (
          <Deliveries actor={actor} scope="account" cursor={cursor} path="/alerts?view=deliveries" />
        )}
      </Panel>
    </>
  );
}

async function Inbox({ actor, cursor }: { actor: Actor; cursor: string | undefined }) {
  const [t, locale] = await Promise.all([getTranslations("alerts"), getLocale()]);
  const page = await orNull(listAlerts(actor, cursor));
  if (!page) return <ErrorState>{t("failed")}</ErrorState>;
  if (page.items.length === 0) return <EmptyState icon={<BellRing aria-hidden />}>{t("empty")}</EmptyState>;
  return (
    <>
      <AlertList
        alerts={page.items.map((alert) => ({
          id: alert.id,
          at: alert.at,
          unread: alert.readAt === null,
          ...alertText(alert, locale === "de" ? "de" : "en"),
        }))}
        action={markAlertsReadAction}
      />
      <AlertPager page={page} path="/alerts" />
    </>
  );
}
