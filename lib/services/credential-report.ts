import type { ExportFormat } from "@/lib/domain/export-format";
import { KeyFilters } from "@/lib/domain/inputs/key-inventory";
import { roleName } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { checked } from "./checked";
import { type FoundKey, type InventoryKey, inventoryKeys } from "./key-inventory";
import { addFilter, findingsColumn, keyTables, readableKeys, whereOf } from "./key-inventory-query";
import { policyName } from "./policy-view";
import { type Columns, lines, streamOf } from "./report-export";
import { forbidden } from "./service-error";

const batch = 1000;
const dayMs = 86_400_000;

/** It is no record of events, so it has no form for SIEMs. */
export const credentialFormats = ["csv", "ndjson"] as const satisfies ExportFormat[];
export type CredentialFormat = (typeof credentialFormats)[number];

/** One credential: an API key, or a person who signs in. Ages in whole days; times ISO 8601, UTC. */
export type CredentialRow = {
  type: "api-key" | "person";
  id: string;
  name: string;
  prefix: string | null;
  status: string;
  locked: boolean;
  /** `user` or `service-id`; null for a person. */
  owner_kind: string | null;
  owner_id: string | null;
  owner_name: string | null;
  /** Who answers for it. */
  person_id: string | null;
  person_name: string | null;
  /** A person's role in the account. */
  role: string | null;
  created_at: string;
  age_days: number;
  expires_at: string | null;
  expires_in_days: number | null;
  last_used_at: string | null;
  unused_days: number | null;
  last_ip: string | null;
  last_client: string | null;
  last_region: string | null;
  uses: number | null;
  failed_attempts: number | null;
  policies: string[];
  findings: string[];
  /** Permissions that no use of the last 90 days needed. */
  unneeded: string[];
};

/**
 * Every credential of the account as a file: keys that match, then, without a filter, the people. Streamed.
 * For administrators, auditors and service IDs with Viewer.
 * @throws ServiceError forbidden, invalid, before anything is sent
 */
export const exportCredentials = async (
  actor: Actor,
  filters: KeyFilters,
  format: CredentialFormat,
): Promise<ReadableStream<Uint8Array>> =>
  streamOf(lines(credentialBatches(actor, filters), format, { columns }));

export async function* credentialBatches(actor: Actor, filters: KeyFilters): AsyncGenerator<CredentialRow[]> {
  if (!actor.accountId || !mayReadAccount(actor))
    throw forbidden(
      "The credential report is for the account's administrators and auditors, and service IDs with the platform role Viewer.",
    );
  const filter = checked(KeyFilters, filters);
  const now = runtime().clock.now();
  for (let last = ""; ; ) {
    const query = readableKeys(actor);
    addFilter(query, filter);
    query.conditions.push(`k.id > ${query.put(last)}`);
    const { rows } = await runtime().pool.query<FoundKey>(
      `SELECT k.id, NULL AS value, ${findingsColumn(query, filter)} AS findings, k.person_id, p.name AS person_name
       FROM ${keyTables(query)} LEFT JOIN "user" p ON p.id = k.person_id
       WHERE ${whereOf(query)} ORDER BY k.id LIMIT ${batch}`,
      query.values,
    );
    if (rows.length > 0) yield (await inventoryKeys(actor, rows)).map((key) => keyRow(key, now));
    if (rows.length < batch) break;
    last = rows.at(-1)?.id ?? last;
  }
  const narrowed = filter.findings.length > 0 || filter.about !== undefined || filter.owner !== undefined;
  if (!narrowed) yield await people(actor, now);
}

const daysBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / dayMs);

const keyRow = (key: InventoryKey, now: Date): CredentialRow => ({
  type: "api-key",
  id: key.id,
  name: key.name,
  prefix: key.display,
  status: key.status,
  locked: key.locked,
  owner_kind: key.owner.kind,
  owner_id: key.owner.id,
  owner_name: key.owner.name,
  person_id: key.person.iamId || null,
  person_name: key.person.name || null,
  role: null,
  created_at: key.createdAt.toISOString(),
  age_days: daysBetween(key.createdAt, now),
  expires_at: key.expiresAt?.toISOString() ?? null,
  expires_in_days: key.expiresAt ? daysBetween(now, key.expiresAt) : null,
  last_used_at: key.activity.lastAuthn?.toISOString() ?? null,
  unused_days: daysBetween(key.activity.lastAuthn ?? key.createdAt, now),
  last_ip: key.activity.lastIp,
  last_client: key.activity.lastClient,
  last_region: key.activity.lastRegion,
  uses: key.activity.authnCount,
  failed_attempts: key.activity.failedCount,
  policies: key.grants.map(policyName),
  findings: key.findings,
  unneeded: key.unneeded.map(
    (one) => `${one.actions.join("+") || one.roles.map(roleName).join("+")} by ${policyName(one)}`,
  ),
});

const people = async (actor: Actor, now: Date): Promise<CredentialRow[]> => {
  const members = await runtime().prisma.membership.findMany({
    where: { accountId: actor.accountId },
    include: { user: true },
    orderBy: { userId: "asc" },
  });
  const seen = await runtime().prisma.session.groupBy({
    by: ["userId"],
    where: { userId: { in: members.map(({ userId }) => userId) } },
    _max: { lastSeenAt: true },
  });
  return members.map(({ user, role }): CredentialRow => {
    const last = seen.find(({ userId }) => userId === user.id)?._max.lastSeenAt ?? null;
    return {
      ...nothing,
      type: "person",
      id: user.id,
      name: user.name,
      status: user.disabledAt ? "disabled" : "active",
      person_id: user.id,
      person_name: user.name,
      role,
      created_at: user.createdAt.toISOString(),
      age_days: daysBetween(user.createdAt, now),
      last_used_at: last?.toISOString() ?? null,
      unused_days: daysBetween(last ?? user.createdAt, now),
    };
  });
};

const nothing = {
  prefix: null,
  locked: false,
  owner_kind: null,
  owner_id: null,
  owner_name: null,
  expires_at: null,
  expires_in_days: null,
  last_ip: null,
  last_client: null,
  last_region: null,
  uses: null,
  failed_attempts: null,
  policies: [],
  findings: [],
  unneeded: [],
};

const columns: Columns<CredentialRow> = {
  type: (row) => row.type,
  id: (row) => row.id,
  name: (row) => row.name,
  prefix: (row) => row.prefix,
  status: (row) => row.status,
  locked: (row) => String(row.locked),
  owner_kind: (row) => row.owner_kind,
  owner_id: (row) => row.owner_id,
  owner_name: (row) => row.owner_name,
  person_id: (row) => row.person_id,
  person_name: (row) => row.person_name,
  role: (row) => row.role,
  created_at: (row) => row.created_at,
  age_days: (row) => row.age_days,
  expires_at: (row) => row.expires_at,
  expires_in_days: (row) => row.expires_in_days,
  last_used_at: (row) => row.last_used_at,
  unused_days: (row) => row.unused_days,
  last_ip: (row) => row.last_ip,
  last_client: (row) => row.last_client,
  last_region: (row) => row.last_region,
  uses: (row) => row.uses,
  failed_attempts: (row) => row.failed_attempts,
  policies: (row) => row.policies.join("; "),
  findings: (row) => row.findings.join(" "),
  unneeded: (row) => row.unneeded.join("; "),
};
