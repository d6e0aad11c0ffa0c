import { getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { UsageRankings } from "@/components/usage-later";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import type { Actor } from "@/lib/services/actor";
import type { UsageQuery } from "./query";
import { rankingOf } from "./ranking";

type SectionProps = { actor: Actor; query: UsageQuery; plan: PeriodPlan };

/** Which keys, identities, repositories and addresses did most of what is counted; each narrows the view to it. */
export async function MostSection({ actor, query, plan }: SectionProps) {
  const t = await getTranslations("usage");
  const dimensions = ["key", "identity", "repository", "address"] as const;
  const loaded = await orNull(
    Promise.all(dimensions.map((dimension) => rankingOf(actor, query, plan, dimension))),
  );
  const metric = t(`metrics.${query.metric}`);
  return (
    <Panel title={t("most.title")}>
      {loaded ? (
        <UsageRankings
          columns={2}
          rankings={dimensions.map((dimension, index) => ({
            dimension,
            title: t(`most.${dimension}`, { metric }),
            items: [],
            more: null,
            ...loaded[index],
          }))}
        />
      ) : (
        <ErrorState>{t("most.failed")}</ErrorState>
      )}
    </Panel>
  );
}
