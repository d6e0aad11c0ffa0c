import { getTimeZone, getTranslations } from "next-intl/server";
import { orNull } from "@/app/_server/found";
import { ErrorState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { UsageMost } from "@/components/usage-most";
import { planPeriod } from "@/lib/domain/usage-period";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { usageBy } from "@/lib/services/usage-figures";
import { keyNames } from "@/lib/services/usage-view";
import { baseFilters, type UsageQuery, usageHref } from "./query";

/** Which keys, repositories and addresses did most of what is counted; each narrows the view to it. */
export async function MostSection({ actor, query }: { actor: Actor; query: UsageQuery }) {
  const t = await getTranslations("usage.most");
  const loaded = await orNull(load(actor, query));
  return (
    <Panel title={t("title")}>
      {loaded ? <UsageMost metric={query.metric} by={loaded} /> : <ErrorState>{t("failed")}</ErrorState>}
    </Panel>
  );
}

async function load(actor: Actor, query: UsageQuery) {
  const { from, to } = planPeriod(query.period, runtime().clock.now(), await getTimeZone());
  const by = (dimension: "key" | "repository" | "address") =>
    usageBy(actor, { ...baseFilters(query), from, to }, dimension, query.metric);
  const [keys, repositories, addresses] = await Promise.all([by("key"), by("repository"), by("address")]);
  const names = await keyNames(keys.map(({ key }) => key));
  return {
    key: keys.map(({ key, count }) => ({
      key,
      count,
      label: names.get(key) ?? key,
      href: usageHref(query, { apikey_id: key }),
    })),
    repository: repositories.map(({ key, count }) => ({
      key,
      count,
      label: key,
      href: usageHref(query, { repository: key }),
    })),
    address: addresses.map(({ key, count }) => ({
      key,
      count,
      label: key,
      href: usageHref(query, { ip: key }),
    })),
  };
}
