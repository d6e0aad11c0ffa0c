import { type AuditFilters, ReportDay } from "@/lib/domain/inputs/report";

export const auditPeriods = ["all", "24h", "7d", "30d", "90d"] as const;
export type AuditPeriod = (typeof auditPeriods)[number];

/** What the page shows; all of it is in its address. */
export type AuditQuery = {
  scope: "account" | "site";
  period: AuditPeriod;
  /** An actor, a target, or an item's number. */
  q?: string | undefined;
  /** What actions begin with: `api-key`. */
  kind?: string | undefined;
  /** Days in UTC, both included; they stand instead of a period. */
  from?: string | undefined;
  to?: string | undefined;
  /** What one request changed. */
  correlation?: string | undefined;
  cursor?: string | undefined;
  /** The item in the panel. */
  event?: number | undefined;
};

type Params = Record<string, string | string[] | undefined>;

export const queryOf = (params: Params, siteAdministrator: boolean): AuditQuery => {
  const text = (name: string): string | undefined => {
    const value = params[name];
    if (typeof value !== "string" || value.length > 255 || /[\p{Cc}\p{Cs}]/u.test(value)) return undefined;
    return value.trim() || undefined;
  };
  const event = Number(text("event"));
  const day = (name: string) => ReportDay.safeParse(params[name]).data;
  const [from, to] = [day("from"), day("to")];
  return {
    scope: siteAdministrator && params.scope === "site" ? "site" : "account",
    period: from || to ? "all" : (auditPeriods.find((period) => period === params.period) ?? "all"),
    q: text("q"),
    kind: text("kind"),
    from,
    // A day before the first is none.
    to: from && to && to < from ? undefined : to,
    correlation: text("correlation"),
    cursor: text("cursor"),
    event: Number.isSafeInteger(event) && event > 0 ? event : undefined,
  };
};

/** The same view with something changed; a changed filter begins with the newest items again. */
export const auditHref = (query: AuditQuery, change: Partial<AuditQuery>, path = "/audit"): string => {
  const keeps = Object.keys(change).every((name) => name === "event");
  const next = { ...query, ...(keeps ? {} : { cursor: undefined, event: undefined }), ...change };
  const shown = Object.entries(next).filter(
    ([name, value]) =>
      value !== undefined &&
      !(name === "scope" && value === "account") &&
      !(name === "period" && value === "all"),
  );
  return `${path}?${new URLSearchParams(shown.map(([name, value]) => [name, String(value)]))}`;
};

const dayMs = 86_400_000;
const hours: Record<Exclude<AuditPeriod, "all">, number> = { "24h": 24, "7d": 168, "30d": 720, "90d": 2160 };

/** The search finds an actor or a target by its whole name or id. */
export const filtersOf = (
  { scope, period, kind, q, from, to, correlation }: AuditQuery,
  now: Date,
): AuditFilters => ({
  scope,
  ...(correlation && { correlation_id: correlation }),
  ...(from && { from }),
  ...(to && { to: new Date(Date.parse(to) + dayMs) }),
  ...(kind && { action: kind }),
  ...(q && { about: q }),
  ...(period !== "all" && { from: new Date(now.getTime() - hours[period] * 3_600_000) }),
});
