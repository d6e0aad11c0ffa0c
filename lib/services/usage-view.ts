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
  const ids = [...new Set(rows.flatMap((row) => (row.apikey_id as string | null) ?? []))];
  const keys = await runtime().prisma.apiKey.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      user: { select: { name: true } },
      serviceId: { select: { id: true, name: true } },
    },
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  return rows.map((row) => {
    const key = byId.get(row.apikey_id as string);
    return {
      ...usageRow(row),
      // A registry's row keeps something else there.
      detail: denialReasonOf(row.detail),
      keyName: key?.name ?? null,
      ownerName: key?.serviceId?.name ?? key?.user?.name ?? null,
      serviceId: key?.serviceId?.id ?? null,
    };
  });
};

/** "edge-mirror / jp-sync" of keys whose use the actor sees. */
export const keyNames = async (ids: string[]): Promise<Map<string, string>> => {
  const keys = await runtime().prisma.apiKey.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      user: { select: { name: true } },
      serviceId: { select: { name: true } },
    },
  });
  return new Map(
    keys.map((key) => [
      key.id,
      [key.serviceId?.name ?? key.user?.name, key.name].filter(Boolean).join(" / "),
    ]),
  );
};

/** Names of people and service IDs whose use the actor sees. */
export const identityNames = (iamIds: readonly string[]): Promise<(iamId: string) => string> =>
  namesOf(runtime().prisma, iamIds);
