import type { UsageFilters } from "@/lib/domain/inputs/report";
import { isUsageAction, isUsageOutcome, type UsageAction, type UsageOutcome } from "@/lib/domain/usage";
import { type UsagePeriod, usagePeriods } from "@/lib/domain/usage-period";

export const usageMetrics = ["pulls", "pushes", "logins", "denials"] as const;
export type UsageMetric = (typeof usageMetrics)[number];

/** What the page shows; all of it is in its address. */
export type UsageQuery = {
  period: UsagePeriod;
  metric: UsageMetric;
  scope: "account" | "site";
  region?: string | undefined;
  namespace?: string | undefined;
  iam_id?: string | undefined;
  apikey_id?: string | undefined;
  repository?: string | undefined;
  client?: string | undefined;
  ip?: string | undefined;
  action?: UsageAction | undefined;
  outcome?: UsageOutcome | undefined;
  cursor?: string | undefined;
};

type Params = Record<string, string | string[] | undefined>;

/** @param regionIds those there are: a region that isn't among them is no filter */
export const queryOf = (
  params: Params,
  { siteAdministrator, regionIds }: { siteAdministrator: boolean; regionIds: string[] },
): UsageQuery => {
  const text = (name: string): string | undefined => {
    const value = params[name];
    return typeof value === "string" && value !== "" && value.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(value)
      ? value
      : undefined;
  };
  const [region, action, outcome] = [text("region"), text("action") ?? "", text("outcome") ?? ""];
  return {
    period: usagePeriods.find((period) => period === params.period) ?? "30d",
    metric: usageMetrics.find((metric) => metric === params.metric) ?? "pulls",
    scope: siteAdministrator && params.scope === "site" ? "site" : "account",
    region: region && regionIds.includes(region) ? region : undefined,
    namespace: text("namespace"),
    iam_id: text("iam_id"),
    apikey_id: text("apikey_id"),
    repository: text("repository"),
    client: text("client"),
    ip: text("ip"),
    action: isUsageAction(action) ? action : undefined,
    outcome: isUsageOutcome(outcome) ? outcome : undefined,
    cursor: text("cursor"),
  };
};

/** The same view with something changed; a change begins with the newest events again. */
export const usageHref = (query: UsageQuery, change: Partial<UsageQuery>, path = "/usage"): string => {
  const next = Object.entries({ ...query, cursor: undefined, ...change }).filter(
    ([name, value]) => value !== undefined && !(name === "scope" && value === "account"),
  );
  return `${path}?${new URLSearchParams(next as [string, string][])}`;
};

/** Who and where, for the figures. */
export const baseFilters = (query: UsageQuery): UsageFilters => {
  const { scope, region, namespace, iam_id, apikey_id, repository, client, ip } = query;
  return {
    scope,
    ...(region && { region }),
    ...(namespace && { namespace }),
    ...(iam_id && { iam_id }),
    ...(apikey_id && { apikey_id }),
    ...(repository && { repository }),
    ...(client && { client }),
    ...(ip && { ip }),
  };
};

/** And what, for the list of events. */
export const eventFilters = (query: UsageQuery): UsageFilters => ({
  ...baseFilters(query),
  ...(query.action && { action: query.action }),
  ...(query.outcome && { outcome: query.outcome }),
});
