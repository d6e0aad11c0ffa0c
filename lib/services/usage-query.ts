import type { z } from "zod";
import { UsageFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { checked } from "./checked";
import { regionIdOf } from "./region-id";
import { forbidden } from "./service-error";

/** Conditions on `usage_event e` with their values; authorization is one of them. */
export type UsageQuery = {
  /** All but `namespace` and `own`. */
  conditions: string[];
  values: unknown[];
  /** Adds a value, gives its placeholder. */
  put(value: unknown): string;
  /** The namespace that the filter names, by its placeholder. */
  namespace: string | null;
  /** Selects the iam_ids whose rows the actor sees; null when it sees every row of its scope. */
  own: string | null;
  /** The region that the filter names, by its id. */
  regionId: string | null;
};

/**
 * What an actor sees of the usage: administrators, auditors and Viewers their account; members what their own
 * keys and service IDs did; service IDs their own. Site administrators see with `scope: "site"` what belongs
 * to no account.
 * @throws ServiceError invalid (filter), forbidden
 */
export const usageQuery = async (actor: Actor, input: UsageFilters): Promise<UsageQuery> => {
  const filters = checked(UsageFilters, input);
  const conditions: string[] = [];
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const query: UsageQuery = { conditions, values, put, namespace: null, own: null, regionId: null };
  if (filters.scope === "site") {
    if (!actor.siteAdministrator)
      throw forbidden("Only site administrators see uses that belong to no account.");
    conditions.push("e.account_id IS NULL");
  } else {
    if (!actor.accountId) throw forbidden("Usage belongs to an account: join one first.");
    const account = put(actor.accountId);
    conditions.push(`e.account_id = ${account}`);
    if (!mayReadAccount(actor)) query.own = ownIdentities(actor, account, put);
    await requireOwn(actor, filters);
  }
  await addFilters(query, filters);
  return query;
};

/** Includes deleted service IDs, whose past stays their maker's. */
const ownIdentities = (actor: Actor, account: string, put: UsageQuery["put"]): string => {
  const me = put(actor.iamId);
  return actor.role === "service"
    ? `SELECT ${me}::text AS iam_id`
    : `SELECT ${me}::text AS iam_id UNION SELECT iam_id FROM service_id WHERE account_id = ${account} AND created_by = ${me}`;
};

/** A service ID that names someone else is told that it may not, whether or not they exist. */
const requireOwn = async (actor: Actor, filters: z.output<typeof UsageFilters>): Promise<void> => {
  if (actor.role !== "service" || mayReadAccount(actor)) return;
  const ownKey =
    filters.apikey_id === undefined ||
    (await runtime().prisma.apiKey.count({ where: { id: filters.apikey_id, iamId: actor.iamId } })) > 0;
  if (ownKey && (filters.iam_id ?? actor.iamId) === actor.iamId) return;
  throw forbidden(
    "A service ID reads its own usage; all of the account's only with the platform role Viewer.",
  );
};

const addFilters = async (query: UsageQuery, filters: z.output<typeof UsageFilters>): Promise<void> => {
  const { conditions, put } = query;
  const { apikey_id, iam_id, region, namespace, repository, client, ip, action, outcome, from, to } = filters;
  query.regionId = region === undefined ? null : await regionIdOf(runtime().prisma, region);
  const equal = {
    apikey_id,
    iam_id,
    action,
    outcome,
    repository,
    client_name: client,
    ip,
    region: query.regionId ?? undefined,
  };
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) conditions.push(`e.${column} = ${put(value)}`);
  if (namespace !== undefined) query.namespace = put(namespace);
  if (from) conditions.push(`e.at >= ${put(from)}`);
  if (to) conditions.push(`e.at < ${put(to)}`);
};

const isOwn = ({ own }: UsageQuery): string[] => (own ? [`e.iam_id IN (${own})`] : []);

/** The whole WHERE of an aggregate. */
export const whereOf = (query: UsageQuery): string => [...conditionsOf(query), ...isOwn(query)].join(" AND ");

/** All but whose rows they are. */
export const conditionsOf = ({ conditions, namespace }: UsageQuery): string[] =>
  namespace === null ? conditions : [...conditions, `e.namespaces @> ARRAY[${namespace}::text]`];

/**
 * The rows that fit, shared out so that each part has its index: of a namespace those of its own repositories (a row's
 * `namespace` is one of its `namespaces`), and the few that name it beside another, all of them (OFFSET 0).
 * @param extra further conditions
 * @returns of each part what follows FROM
 */
export const partsOf = (query: UsageQuery, extra: readonly string[]): string[] => {
  const { conditions, namespace } = query;
  const from = (...more: string[]) =>
    `usage_event e WHERE ${[...conditions, ...isOwn(query), ...extra, ...more].join(" AND ")}`;
  if (namespace === null) return [from()];
  const others = from(
    `e.namespaces @> ARRAY[${namespace}::text]`,
    "cardinality(e.namespaces) > 0 AND e.namespaces <> ARRAY[e.namespace]",
    `e.namespace IS DISTINCT FROM ${namespace}`,
  );
  return [from(`e.namespace = ${namespace}`), `(SELECT e.* FROM ${others} OFFSET 0) e`];
};

/** The rows of a text made with a query's values; those that no part of it names, as parts come and go, are left out. */
export const readRows = async <Row extends object>({ values }: UsageQuery, text: string): Promise<Row[]> => {
  const named: number[] = [];
  const renumbered = text.replace(/\$(\d+)/g, (_, number) => {
    const known = named.indexOf(Number(number));
    return `$${known < 0 ? named.push(Number(number)) : known + 1}`;
  });
  const { rows } = await runtime().pool.query(
    renumbered,
    named.map((number) => values[number - 1]),
  );
  return rows as Row[];
};
