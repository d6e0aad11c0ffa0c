import { KeyFilters } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { checked } from "./checked";
import { addConditions, keyTables, readableKeys, whereOf as whereOfKeys } from "./key-inventory-query";
import { likeLiteral } from "./like";
import { readableServiceIds } from "./reach";
import { usageQuery, whereOf } from "./usage-query";
import { keyNames } from "./usage-view";

/** A filter of listUsage that fits what was typed. */
export type UsageSuggestion = {
  filter: "apikey_id" | "iam_id" | "client" | "repository" | "ip";
  value: string;
  label: string;
};

const each = 5;
const textLengthMax = 100;
/** Clients, repositories and addresses are looked for in so many of the newest rows. */
const recentRows = 10_000;

/**
 * What the typed text could mean: keys and identities that the actor finds, and clients, repositories and
 * addresses of the uses that it sees; a few of each.
 * @param scope `site`: of what belongs to no account
 * @throws ServiceError forbidden
 */
export const suggestUsageFilters = async (
  actor: Actor,
  text: string,
  scope: "account" | "site" = "account",
): Promise<UsageSuggestion[]> => {
  const typed = text.trim().slice(0, textLengthMax);
  if (typed === "" || /[\p{Cc}\p{Cs}]/u.test(typed)) return [];
  const found = await Promise.all([
    ...(scope === "site" ? [] : [keys(actor, typed), identities(actor, typed)]),
    used(actor, typed, scope),
    scope === "site" ? [] : usedBefore(actor, typed),
  ]);
  const seen = new Set<string>();
  return [...found.flat(), ...asTyped(typed)].filter(({ filter, value }) => {
    const name = `${filter} ${value}`;
    return !seen.has(name) && seen.add(name);
  });
};

const keys = async (actor: Actor, typed: string): Promise<UsageSuggestion[]> => {
  const query = readableKeys(actor);
  addConditions(query, checked(KeyFilters, { about: typed }));
  const { rows } = await runtime().pool.query<{ id: string }>(
    `SELECT k.id FROM ${keyTables(query)} WHERE ${whereOfKeys(query)} ORDER BY k.used_at DESC, k.id LIMIT ${each}`,
    query.values,
  );
  const ids = rows.map(({ id }) => id);
  const names = await keyNames(ids);
  return ids.map((id) => ({ filter: "apikey_id", value: id, label: names.get(id) ?? id }));
};

const identities = async (actor: Actor, typed: string): Promise<UsageSuggestion[]> => {
  // Prisma passes it to LIKE as it is.
  const name = { contains: likeLiteral(typed), mode: "insensitive" as const };
  const services = await runtime().prisma.serviceId.findMany({
    where: { ...readableServiceIds(actor), OR: [{ name }, { id: typed }, { iamId: typed }] },
    orderBy: { name: "asc" },
    take: each,
  });
  const people = await runtime().prisma.user.findMany({
    where: {
      memberships: { some: { accountId: actor.accountId } },
      ...(mayReadAccount(actor) ? {} : { id: actor.iamId }),
      OR: [{ name }, { email: name }, { id: typed }],
    },
    orderBy: { name: "asc" },
    take: each,
  });
  return [
    ...services.map(({ iamId, name }) => ({ filter: "iam_id" as const, value: iamId, label: name })),
    ...people.map(({ id, name }) => ({ filter: "iam_id" as const, value: id, label: name })),
  ];
};

const used = async (actor: Actor, typed: string, scope: "account" | "site"): Promise<UsageSuggestion[]> => {
  const query = await usageQuery(actor, { scope });
  const part = query.put(likeOf(typed));
  const of = (filter: string, column: string) =>
    `(SELECT DISTINCT '${filter}' AS filter, ${column} AS value FROM recent WHERE ${column} ILIKE ${part} ORDER BY 2 LIMIT ${each})`;
  const { rows } = await runtime().pool.query<{ filter: UsageSuggestion["filter"]; value: string }>(
    `WITH recent AS MATERIALIZED (
       SELECT e.client_name, e.repository, e.ip FROM usage_event e WHERE ${whereOf(query)}
       ORDER BY e.at DESC, e.id DESC LIMIT ${recentRows}
     ) ${[of("client", "client_name"), of("repository", "repository"), of("ip", "ip")].join(" UNION ALL ")}`,
    query.values,
  );
  return rows.map((row) => ({ ...row, label: row.value }));
};

/** What the review of keys noticed in their last months, also where newer rows are many. */
const usedBefore = async (actor: Actor, typed: string): Promise<UsageSuggestion[]> => {
  const query = readableKeys(actor);
  const part = query.put(likeOf(typed));
  const where = whereOfKeys(query);
  const { rows } = await runtime().pool.query<{ filter: UsageSuggestion["filter"]; value: string }>(
    `(SELECT DISTINCT 'repository' AS filter, u.repository AS value FROM api_key_use u JOIN api_key k ON k.id = u.api_key_id
        WHERE u.repository ILIKE ${part} AND ${where} ORDER BY 2 LIMIT ${each})
     UNION ALL
     (SELECT DISTINCT 'client', o.value FROM api_key_origin o JOIN api_key k ON k.id = o.api_key_id
        WHERE o.kind = 'client' AND o.value ILIKE ${part} AND ${where} ORDER BY 2 LIMIT ${each})`,
    query.values,
  );
  return rows.map((row) => ({ ...row, label: row.value }));
};

/** What isn't met among the newest is taken at its word. */
const asTyped = (typed: string): UsageSuggestion[] => {
  if (/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i.test(typed))
    return [{ filter: "ip", value: typed, label: typed }];
  return /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9._-]+)+$/.test(typed)
    ? [{ filter: "repository", value: typed, label: typed }]
    : [];
};

const likeOf = (typed: string): string => `%${likeLiteral(typed)}%`;

/** What an identity is called, for those who find it; null for everyone else. */
export const readableIdentity = async (actor: Actor, iamId: string): Promise<string | null> => {
  const service = await runtime().prisma.serviceId.findFirst({
    where: { ...readableServiceIds(actor), iamId },
    select: { name: true },
  });
  if (service) return service.name;
  const person = await runtime().prisma.user.findFirst({
    where: {
      AND: [{ id: iamId }, mayReadAccount(actor) ? {} : { id: actor.iamId }],
      memberships: { some: { accountId: actor.accountId } },
    },
    select: { name: true },
  });
  return person?.name ?? null;
};
