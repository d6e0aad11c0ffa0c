import { denialReasonOf } from "@/lib/domain/denial";
import type { UsageItem, UsageRow } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import { namesOf } from "./names";

/** A row of `usage_event` as the driver gives it. */
export type StoredUsage = { [column: string]: unknown } & { at: Date; id: string };

/** A stored row as `/api/v1/usage` gives it. */
export const usageRow = (row: StoredUsage): UsageRow => {
  const { at, client_name: name, client_version: version } = row;
  const {
    id,
    source,
    action,
    outcome,
    reason,
    apikey_id,
    iam_id,
    account_id,
    region,
    namespace,
    repository,
  } = row;
  const {
    tag,
    digest,
    requested,
    granted,
    username,
    user_agent,
    ip,
    token_id,
    request_id,
    repeat_of,
    count,
  } = row;
  return {
    id,
    at: at.toISOString(),
    source,
    action,
    outcome,
    reason,
    apikey_id,
    iam_id,
    account_id,
    region,
    namespace,
    repository,
    tag,
    digest,
    requested,
    granted,
    username,
    client: { name, version },
    user_agent,
    ip,
    token_id,
    request_id,
    repeat_of,
    count,
  } as UsageRow;
};

/** Names by the rows' ids, which the actor sees already. */
export const withNames = async (rows: StoredUsage[]): Promise<UsageItem[]> => {
  const names = await namedKeys(rows.flatMap((row) => (row.apikey_id as string | null) ?? []));
  return rows.map((row) => {
    const key = names.get(row.apikey_id as string);
    return {
      ...usageRow(row),
      // A registry's row keeps something else there.
      detail: denialReasonOf(row.detail),
      keyName: key?.name ?? null,
      ownerName: key?.owner ?? null,
      serviceId: key?.service_id_id ?? null,
    };
  });
};

/** "edge-mirror / jp-sync" of keys whose use the actor sees. */
export const keyNames = async (ids: string[]): Promise<Map<string, string>> =>
  new Map(
    [...(await namedKeys(ids))].map(([id, { owner, name }]) => [
      id,
      [owner, name].filter(Boolean).join(" / "),
    ]),
  );

type NamedKey = { id: string; name: string; service_id_id: string | null; owner: string | null };

const namedKeysText = `
SELECT k.id, k.name, k.service_id_id, coalesce(s.name, u.name) AS owner
FROM api_key k LEFT JOIN service_id s ON s.id = k.service_id_id LEFT JOIN "user" u ON u.id = k.user_id
WHERE k.id = ANY($1)`;

/** Keys, deleted ones too, with their owners' names. */
const namedKeys = async (ids: readonly string[]): Promise<Map<string, NamedKey>> => {
  if (ids.length === 0) return new Map();
  const values = [[...new Set(ids)]];
  const { rows } = await runtime().pool.query<NamedKey>({ name: "key-names", text: namedKeysText, values });
  return new Map(rows.map((row) => [row.id, row]));
};

/** Names of people and service IDs whose use the actor sees. */
export const identityNames = (iamIds: readonly string[]): Promise<(iamId: string) => string> =>
  namesOf(runtime().prisma, iamIds);
