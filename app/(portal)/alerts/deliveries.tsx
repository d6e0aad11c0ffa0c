import { BellRing } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { DeliveryTable } from "@/components/delivery-table";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import type { AlertScope } from "@/lib/domain/alert";
import type { Actor } from "@/lib/services/actor";
import { listAlertDeliveries } from "@/lib/services/alert-inbox";
import { AlertPager } from "./pager";

type DeliveriesProps = {
  actor: Actor;
  scope: AlertScope;
  cursor: string | undefined;
  /** Of their first page. */
  path: string;
};

/** What left the portal by mail, webhook and Slack. */
export async function Deliveries({ actor, scope, cursor, path }: DeliveriesProps) {
  const t = await getTranslations("alerts");
  const page = await orNull(listAlertDeliveries(actor, cursor, scope));
  if (!page) return <ErrorState>{t("failed")}</ErrorState>;
  if (page.items.length === 0)
    return (
      <EmptyState icon={<BellRing aria-hidden />}>
        {t(scope === "site" ? "deliveries.emptySite" : "deliveries.empty")}
      </EmptyState>
    );
  return (
    <>
      <DeliveryTable rows={page.items} />
      <AlertPager page={page} path={path} />
    </>
  );
}
