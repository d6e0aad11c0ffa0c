import {
  expiringDaysDefault,
  type KeyFilters,
  type KeyFinding,
  keyFindings,
  unusedDaysDefault,
} from "@/lib/domain/inputs/key-inventory";
import { type KeySort, keySorts } from "@/lib/services/key-inventory";

/** What the page shows; all of it is in its address. */
export type KeysQuery = {
  findings: KeyFinding[];
  unusedDays: number;
  expiringDays: number;
  owner?: "user" | "service-id" | undefined;
  q?: string | undefined;
  sort: KeySort;
  order: "asc" | "desc";
  cursor?: string | undefined;
  /** Columns that aren't shown, by comma; absent: as the reader left them. */
  hide?: string | undefined;
};

type Params = Record<string, string | string[] | undefined>;

export const queryOf = (params: Params): KeysQuery => {
  const text = (name: string): string | undefined => {
    const value = params[name];
    if (typeof value !== "string" || value.length > 600 || /[\p{Cc}\p{Cs}]/u.test(value)) return undefined;
    return value.trim() || undefined;
  };
  const days = (name: string, fallback: number): number => {
    const value = Number(text(name));
    return Number.isInteger(value) && value >= 1 && value <= 3650 ? value : fallback;
  };
  const named = text("findings")?.split(",") ?? [];
  return {
    findings: keyFindings.filter((finding) => named.includes(finding)),
    unusedDays: days("unused_days", unusedDaysDefault),
    expiringDays: days("expiring_days", expiringDaysDefault),
    owner: (["user", "service-id"] as const).find((owner) => owner === text("owner")),
    q: text("q")?.slice(0, 255),
    sort: keySorts.find((sort) => sort === text("sort")) ?? "created",
    order: text("order") === "asc" ? "asc" : "desc",
    cursor: text("cursor"),
    hide: text("hide"),
  };
};

/** The filter as services take it. */
export const filtersOf = ({ findings, unusedDays, expiringDays, owner, q }: KeysQuery): KeyFilters => ({
  findings,
  unused_days: unusedDays,
  expiring_days: expiringDays,
  ...(owner && { owner }),
  ...(q && { about: q }),
});

/** The address without what is the default. */
export const paramsOf = (query: KeysQuery): Record<string, string> => {
  const { findings, unusedDays, expiringDays, owner, q, sort, order, cursor, hide } = query;
  return {
    ...(findings.length > 0 && { findings: findings.join(",") }),
    ...(unusedDays !== unusedDaysDefault && { unused_days: String(unusedDays) }),
    ...(expiringDays !== expiringDaysDefault && { expiring_days: String(expiringDays) }),
    ...(owner && { owner }),
    ...(q && { q }),
    ...(sort !== "created" && { sort }),
    ...(order !== "desc" && { order }),
    ...(cursor && { cursor }),
    ...(hide && { hide }),
  };
};

/** The same view with something changed, from its first page on. */
export const keysHref = (query: KeysQuery, change: Partial<KeysQuery>, path = "/keys"): string => {
  const search = new URLSearchParams(paramsOf({ ...query, cursor: undefined, ...change }));
  return search.size > 0 ? `${path}?${search}` : path;
};

/** With a finding switched on or off. */
export const toggled = ({ findings }: KeysQuery, finding: KeyFinding): KeyFinding[] =>
  findings.includes(finding) ? findings.filter((one) => one !== finding) : [...findings, finding];
