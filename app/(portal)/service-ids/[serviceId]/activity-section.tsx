import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { TextLink } from "@/components/ui/button-link";
import { EmptyState, ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { UsageTable } from "@/components/usage-table-later";
import type { Actor } from "@/lib/services/actor";
import { listUsageItems } from "@/lib/services/usage";

const rowsShown = 10;

/** What the service ID's keys did lately. */
export async function ActivitySection({ actor, iamId }: { actor: Actor; iamId: string }) {
  const t = await getTranslations("service-ids.page");
  const page = await orNull(listUsageItems(actor, { iam_id: iamId }, { limit: rowsShown }));
  return (
    <Panel
      title={t("activity")}
      actions={<TextLink href={`/usage?${new URLSearchParams({ iam_id: iamId })}`}>{t("explore")}</TextLink>}
    >
      {!page && <ErrorState>{t("activityFailed")}</ErrorState>}
      {page?.items.length === 0 && <EmptyState>{t("noActivity")}</EmptyState>}
      {page && page.items.length > 0 && <UsageTable items={page.items} />}
    </Panel>
  );
}
