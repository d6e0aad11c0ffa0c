import type { UsageFilters } from "@/lib/domain/inputs/report";
import {
  isUsageAction,
  isUsageOutcome,
  type UsageAction,
  type UsageDimension,
  type UsageMetric,
  type UsageOutcome,
  usageDimensions,
  usageMetrics,
} from "@/lib/domain/usage";
import {
  inWeeks,
  type PeriodPlan,
  planPeriod,
  planRange,
  type RangeProblem,
  readRange,
  type UsagePeriod,
  usagePeriods,
} from "@/lib/domain/usage-period";

/** What the columns of the chart are split by. */
export const usageSplits = ["region", "namespace", "client", "identity", "outcome"] as const;
export type UsageSplit = (typeof usageSplits)[number];

/** What the page shows; all of it is in its address. */
export type UsageQuery = {
  /** The time that ends now; with `from` and `to` the one to go back to. */
  period: UsagePeriod;
  /** Instants, so that a link means the same to everyone. */
  from?: string | undefined;
  to?: string | undefined;
  metric: UsageMetric;
  split: UsageSplit;
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
  /** The ranking that shows more than its first. */
  more?: UsageDimension | undefined;
  /** The event in the panel. */
  event?: string | undefined;
  cursor?: string | undefined;
};

type Params = Record<string, string | string[] | undefined>;
type Reader = {
  siteAdministrator: boolean;
  /** Those there are: a region that isn't among them is no filter. */
  regionIds: string[];
  now: Date;
  timeZone: string;
};

/** What an address asks for, and why its time isn't one. */
export const queryOf = (
  params: Params,
  { siteAdministrator, regionIds, now, timeZone }: Reader,
): { query: UsageQuery; problem: RangeProblem | null } => {
  const text = (name: string): string | undefined => {
    const value = params[name];
    return typeof value === "string" && value !== "" && value.length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(value)
      ? value
      : undefined;
  };
  const [region, action, outcome] = [text("region"), text("action") ?? "", text("outcome") ?? ""];
  const range = readRange({ from: text("from"), to: text("to") }, now, timeZone);
  const bad = range !== null && "problem" in range;
  const query: UsageQuery = {
    period: usagePeriods.find((period) => period === params.period) ?? "30d",
    ...(range && !bad && { from: range.from.toISOString(), to: range.to.toISOString() }),
    metric: usageMetrics.find((metric) => metric === params.metric) ?? "pulls",
    split: usageSplits.find((split) => split === params.split) ?? "region",
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
    more: usageDimensions.find((ranking) => ranking === params.more),
    event: text("event"),
    cursor: text("cursor"),
  };
  return { query, problem: bad ? range.problem : null };
};

/** What isn't said in an address. */
const usual: Partial<UsageQuery> = { scope: "account", split: "region" };

/** The same view with something changed; a change begins with the newest events again. */
export const usageHref = (query: UsageQuery, change: Partial<UsageQuery>, path = "/usage"): string => {
  const keeps = Object.keys(change).every((name) => name === "event" || name === "more");
  const next = { ...query, ...(keeps ? {} : { cursor: undefined }), event: undefined, ...change };
  const shown = Object.entries(next).filter(
    ([name, value]) => value !== undefined && usual[name as keyof UsageQuery] !== value,
  );
  return `${path}?${new URLSearchParams(shown as [string, string][])}`;
};

/** Without the fixed time: it goes back to the one that ends now. */
export const untimed = { from: undefined, to: undefined } as const;

const month = 31 * 86_400_000;

/** The time of the view and its columns, in the reader's zone: of figures, lists and files alike. */
export const planOf = (query: UsageQuery, now: Date, timeZone: string): PeriodPlan => {
  const { period, from, to } = query;
  const plan =
    from && to
      ? planRange({ from: new Date(from), to: new Date(to) }, now, timeZone)
      : planPeriod(period, now, timeZone);
  // Identities are counted by day: hours of many days would be read from every row.
  const many = plan.unit === "day" && plan.to.getTime() - plan.from.getTime() > month;
  return many && query.split === "identity" ? inWeeks(plan, timeZone) : plan;
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

/** And what and when, for the list of events and its file. */
export const eventFilters = (query: UsageQuery, { from, to }: { from: Date; to: Date }): UsageFilters => ({
  ...baseFilters(query),
  ...(query.action && { action: query.action }),
  ...(query.outcome && { outcome: query.outcome }),
  from,
  to,
});
