import type { z } from "zod";
import { UsageFilters } from "@/lib/domain/inputs/report";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { checked } from "./checked";
import { regionIdOf } from "./region-id";
import { forbidden } from "./service-error";

/** Conditions on `usage_event e` with their values; authorization is one of them. */
export type UsageQuery = {
  conditions: string[];
  values: unknown[];
  /** Adds a value, gives its placeholder. */
  put(value: unknown): string;
  /** Further conditions that share its rows out, each part with an index in order of time: newest rows come part by part. */
  parts: string[];
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
  const query: UsageQuery = { conditions, values, put, parts: ["true"], own: null, regionId: null };
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
  if (namespace !== undefined) {
    const name = put(namespace);
    conditions.push(`e.namespaces @> ARRAY[${name}::text]`);
    // As the indexes have them: hardly a request names others than that of its repository.
    const others = "cardinality(e.namespaces) > 0 AND e.namespaces <> ARRAY[e.namespace]";
    query.parts = [`e.namespace = ${name}`, `${others} AND e.namespace IS DISTINCT FROM ${name}`];
  }
  if (from) conditions.push(`e.at >= ${put(from)}`);
  if (to) conditions.push(`e.at < ${put(to)}`);
};

/** The whole WHERE of an aggregate. */
export const whereOf = ({ conditions, own }: UsageQuery): string =>
  [...conditions, ...(own ? [`e.iam_id IN (${own})`] : [])].join(" AND ");

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
