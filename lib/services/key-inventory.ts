import { broaderThanUsed, type KeyUse, type Unneeded } from "@/lib/domain/broader";
import type { Grant } from "@/lib/domain/grant";
import { KeyFilters, type KeyFinding, keyFindings } from "@/lib/domain/inputs/key-inventory";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { apiKeyRows } from "./api-key-rows";
import { type ApiKeyView, apiKeyViews } from "./api-key-view";
import { checked } from "./checked";
import { type KeyPageRequest, planKeyPage } from "./key-inventory-page";
import {
  addConditions,
  addFilter,
  findingCondition,
  findingsColumn,
  keyTables,
  ownerGoneCount,
  readableKeys,
  whereOf,
} from "./key-inventory-query";
import { grantsByIdentity, judgedBefore, usesOfKeys } from "./key-review";

export { type KeySort, keySorts } from "./key-inventory-page";

/** A key of the inventory: what it is, what its owner's policies give, and what is worth a look. */
export type InventoryKey = ApiKeyView & {
  /** Who answers for it: its person, or whoever made its service ID; null when unknown. */
  person: { iamId: string; name: string; gone: boolean };
  grants: Grant[];
  findings: KeyFinding[];
  /** By policy; empty unless `broader` is among the findings. */
  unneeded: Unneeded[];
};

export type InventoryPage = { items: InventoryKey[]; next: string | null; previous: string | null };

/**
 * Keys that the actor finds and the filter means, a page by keyset. A fixed number of queries whatever the
 * page holds.
 * @throws ServiceError invalid (filter, cursor), forbidden
 */
export const listInventory = async (
  actor: Actor,
  filters: KeyFilters,
  page: KeyPageRequest = {},
): Promise<InventoryPage> => {
  const filter = checked(KeyFilters, filters);
  const query = readableKeys(actor);
  addFilter(query, filter);
  const plan = planKeyPage(page, query);
  const where = whereOf(query);
  // The page first, then what is said about its rows.
  const { rows } = await runtime().pool.query(
    `SELECT k.id, page.value, ${findingsColumn(query, filter)} AS findings, k.person_id, p.name AS person_name
     FROM (SELECT k.id, ${plan.column} AS value FROM ${keyTables(query)}
       WHERE ${where} ORDER BY ${plan.orderBy} LIMIT ${plan.take}) page
     JOIN api_key k ON k.id = page.id LEFT JOIN api_key_activity a ON a.api_key_id = k.id
     LEFT JOIN "user" p ON p.id = k.person_id ORDER BY page.value ${plan.direction}, k.id ${plan.direction}`,
    query.values,
  );
  const { rows: shown, ...cursors } = plan.page(rows as FoundKey[]);
  return { items: await inventoryKeys(actor, shown), ...cursors };
};

export type FoundKey = {
  id: string;
  value: Date | string | null;
  findings: KeyFinding[];
  person_id: string | null;
  person_name: string | null;
};

/** The keys as the actor sees them, in the order they were found. */
export const inventoryKeys = async (actor: Actor, found: readonly FoundKey[]): Promise<InventoryKey[]> => {
  const { prisma, clock } = runtime();
  const ids = found.map(({ id }) => id);
  const rows = await apiKeyRows(ids);
  const broader = found.filter(({ findings }) => findings.includes("broader")).map(({ id }) => id);
  const identities = (of: readonly { iamId: string }[]) => of.map(({ iamId }) => iamId);
  const [views, grants, { judged, uses, reached }] = await Promise.all([
    apiKeyViews(prisma, actor, rows, clock.now()),
    grantsByIdentity(actor.accountId, identities(rows)),
    broader.length > 0
      ? evidenceOf(actor.accountId, broader, identities(rows.filter(({ id }) => broader.includes(id))))
      : noEvidence,
  ]);
  const viewOf = new Map(views.map((view) => [view.id, view]));
  return found.flatMap((one) => {
    const view = viewOf.get(one.id);
    if (!view) return [];
    const held = grants.get(view.iamId) ?? [];
    return {
      ...view,
      person: {
        iamId: one.person_id ?? "",
        name: one.person_name ?? one.person_id ?? "",
        gone: one.findings.includes("owner-gone"),
      },
      grants: held,
      findings: one.findings,
      unneeded: one.findings.includes("broader")
        ? broaderThanUsed(judged.get(view.iamId) ?? [], reached, uses.get(view.id) ?? [])
        : [],
    };
  });
};

const noEvidence = { judged: new Map<string, Grant[]>(), uses: new Map<string, KeyUse[]>(), reached: [] };

/** What shows which permissions keys never needed. */
const evidenceOf = async (accountId: string, keys: readonly string[], iamIds: readonly string[]) => {
  const [judged, uses, places] = await Promise.all([
    grantsByIdentity(accountId, iamIds, judgedBefore()),
    usesOfKeys(keys),
    runtime().prisma.namespace.findMany({ where: { accountId } }),
  ]);
  const reached = places.map(({ regionId, name }) => ({ region: regionId, namespace: name }));
  return { judged, uses, reached };
};

export type FindingCounts = { all: number } & Record<KeyFinding, number>;

/**
 * How many keys have each finding, under the filter's other conditions. Who was used before may count as unused up to
 * an hour longer. Of a whole account each figure comes from an index that holds little more than its keys; of fewer
 * keys all come from one reading.
 */
export const countInventory = async (actor: Actor, filters: KeyFilters): Promise<FindingCounts> => {
  const filter = checked(KeyFilters, filters);
  const query = readableKeys(actor);
  addConditions(query, filter);
  const whole = mayReadAccount(actor) && filter.owner === undefined && filter.about === undefined;
  const keys = `FROM ${query.keys} WHERE ${whereOf(query)}`;
  const count = (condition: string): string =>
    whole ? `(SELECT count(*)::int ${keys} AND ${condition})` : `count(*) FILTER (WHERE ${condition})::int`;
  const figures = keyFindings.map((finding) => {
    const condition = findingCondition(query, finding, filter, false);
    return `${whole && finding === "owner-gone" ? ownerGoneCount(query) : count(condition)} AS "${finding}"`;
  });
  const { rows } = await runtime().pool.query(
    `SELECT ${count("k.expires_at IS NOT NULL")} AS ending, ${figures.join(", ")} ${whole ? "" : keys}`,
    query.values,
  );
  const { ending, ...counts } = rows[0] as { ending: number } & Record<KeyFinding, number>;
  return { all: ending + counts["no-expiry"], ...counts };
};
