import type { ReactNode } from "react";
import { orNull } from "@/app/_server/found";
import { UsageEvent } from "@/components/usage-event";
import type { PeriodPlan } from "@/lib/domain/usage-period";
import type { Actor } from "@/lib/services/actor";
import { usageNeighbours } from "@/lib/services/usage";
import { usageItemAt } from "@/lib/services/usage-item";
import { eventFilters, type UsageQuery, usageHref } from "./query";

type EventPanelProps = { actor: Actor; query: UsageQuery; plan: PeriodPlan };

/** The event that the address names, beside the page; null where there is none, or none for the reader. */
export const eventPanelOf = async ({ actor, query, plan }: EventPanelProps): Promise<ReactNode> => {
  const { event, scope } = query;
  const item = event ? await orNull(usageItemAt(actor, event, scope)) : null;
  if (!event || !item) return null;
  const neighbours = await orNull(usageNeighbours(actor, eventFilters(query, plan), event));
  const to = (ref: string | null | undefined) => (ref ? usageHref(query, { event: ref }) : null);
  return (
    <div className="min-w-0 max-lg:order-1 lg:sticky lg:top-[68px] lg:max-h-[calc(100dvh-84px)] lg:overflow-y-auto">
      <UsageEvent
        key={item.id}
        item={item}
        closeHref={usageHref(query, { event: undefined })}
        newerHref={to(neighbours?.newer)}
        olderHref={to(neighbours?.older)}
      />
    </div>
  );
};
