import type { UsageFilters } from "@/lib/domain/inputs/report";
import type { UsageDimension } from "@/lib/domain/usage";
import { dayDimensions, hourDimensions } from "./usage-counting";
import type { UsageQuery } from "./usage-query";

/** Which counts tell what is asked for. */
export type Facet = {
  dimension: string;
  /** Null: each of the dimension. */
  value: string | null;
  /** The namespace that requests must have named, where the dimension is another one. */
  namespace: string | null;
  /** The slice of `usage_top` that holds the largest; null where none does. */
  narrow: string | null;
};

/** Null where only the rows themselves tell. @param query of these filters */
export const facetOf = (
  query: UsageQuery,
  filters: UsageFilters,
  by: UsageDimension | null,
): Facet | null => {
  const { action, outcome, apikey_id, iam_id, repository, ip, namespace = null, client } = filters;
  if (action || outcome) return null;
  const given = { key: apikey_id, identity: iam_id, repository, address: ip };
  const [first, ...others] = Object.entries(given).filter(([, value]) => value !== undefined);
  const grouped = by === "region" || by === "client" ? null : by;
  if (others.length > 0 || (first && grouped && first[0] !== grouped)) return null;
  const sum = by === "client" || client !== undefined ? "all" : "total";
  const dimension = first?.[0] ?? grouped ?? (query.own !== null ? "identity" : namespace ? "reach" : sum);
  // What belongs to whom is known by identity alone.
  if (query.own !== null && dimension !== "identity") return null;
  const isReach = dimension === "reach";
  const each = grouped !== null || query.own !== null;
  return {
    dimension,
    value: first?.[1] ?? (isReach ? namespace : each ? null : ""),
    namespace: isReach ? null : namespace,
    narrow: !first && query.own === null ? narrowOf(dimension, query.regionId, client, namespace) : null,
  };
};

/** As the function `count_usage_top` names them. */
const narrowOf = (
  dimension: string,
  region: string | null,
  client: string | undefined,
  namespace: string | null,
): string | null => {
  if (hourDimensions.includes(dimension) || !dayDimensions.includes(dimension)) return null;
  const names = [
    ...(region === null ? [] : [`region ${region}`]),
    ...(client === undefined ? [] : [`client ${client}`]),
  ];
  if (namespace === null) return names.join(" ");
  return names.length === 0 ? `namespace ${namespace}` : null;
};

/** Of counts `h`: that their requests named the namespace. As the indexes of `usage_day` have them. */
export const namedNamespace = (value: string): string =>
  `(cardinality(h.namespaces) = 1 AND h.namespaces = ARRAY[${value}::text]
    OR cardinality(h.namespaces) > 1 AND ${value} = ANY(h.namespaces))`;
