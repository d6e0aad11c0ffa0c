import { createHash } from "node:crypto";
import { publicIdOf } from "@/lib/domain/api-key";
import type { FailedAttempts } from "@/lib/domain/live-use";
import { addressBlock } from "@/lib/platform/client-address";
import { createFailureCounter } from "@/lib/platform/rate-limit";
import { runtime } from "@/lib/platform/runtime";
import type { NewUsageRow } from "@/lib/platform/usage-committer";
import { type Actor, mayReadAccount } from "./actor";
import { type Caller, rowBase } from "./credential-attempt";

/** Failures of one address or one public id that are answered one by one, in a minute. */
const failuresPerMinuteMax = 30;
const windowSeconds = 60;

const failures = createFailureCounter(windowSeconds);

/** A deterministic id: the row of one address and minute, whichever portal counts it. */
const windowRowId = (address: string, minute: number): string => {
  const hex = createHash("sha256").update(`over-limit ${address} ${minute}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/**
 * Counts and records a failed attempt. Beyond the limit of its address or public id it is one row per
 * address and minute, and the answer is 429. A right key never comes here, so it is never limited.
 * @returns seconds to wait when over the limit, else null
 */
export const recordFailure = async (
  row: NewUsageRow,
  caller: Caller,
  password: string,
): Promise<number | null> => {
  const now = row.at;
  const publicId = publicIdOf(password);
  const address = addressBlock(caller.ip);
  const repeat = await findRepeat(row);
  // As many as there can be attempts that they repeat: one that is sent on and on is limited as others are.
  if (repeat && failures.hit(`repeats ${address}`, now) <= failuresPerMinuteMax) {
    await runtime().usage.commit({ ...row, repeatOf: repeat });
    return null;
  }
  const ofAddress = failures.hit(`address ${address}`, now);
  const ofKey = publicId && !row.apikeyId ? failures.hit(`key ${publicId}`, now) : 0;
  if (ofAddress <= failuresPerMinuteMax && ofKey <= failuresPerMinuteMax) {
    await runtime().usage.commit(row);
    if (publicId && !row.apikeyId) await countFailureOfKey(publicId, row);
    return null;
  }
  const minute = Math.floor(now.getTime() / 60_000);
  const { source, action, clientName, clientVersion, userAgent, ip } = row;
  const overLimit = {
    id: windowRowId(address, minute),
    at: new Date(minute * 60_000),
    outcome: "denied",
    reason: "rate-limited",
  } as const;
  await runtime().usage.commit({ source, action, clientName, clientVersion, userAgent, ip, ...overLimit });
  return windowSeconds - Math.floor((now.getTime() / 1000) % windowSeconds);
};

/** Records a credential that could not even be read, such as a Basic header that is none. */
export const recordUnreadable = (caller: Caller, action: "login" | "token"): Promise<number | null> =>
  recordFailure(
    {
      ...rowBase(caller, runtime().clock.now()),
      action,
      outcome: "denied",
      reason: "malformed-credential",
      username: "other",
    },
    caller,
    "",
  );

/** Failed attempts on a key whose uses the actor sees; null where there were none, and to everyone else. */
export const findFailedAttempts = async (actor: Actor, apiKeyId: string): Promise<FailedAttempts | null> => {
  const { accountId, iamId } = actor;
  const own = { OR: [{ iamId }, { serviceId: { createdBy: iamId } }] };
  const activity = await runtime().prisma.apiKeyActivity.findFirst({
    where: { apiKeyId, apiKey: { accountId, ...(mayReadAccount(actor) ? {} : own) } },
  });
  if (!activity?.lastFailedAt) return null;
  return {
    count: Number(activity.failedCount),
    at: activity.lastFailedAt.toISOString(),
    ip: activity.lastFailedIp,
    client: activity.lastFailedClient,
    region: activity.lastFailedRegion,
  };
};

/** A right public id with a wrong secret: a failed attempt on that key, never a use of it. Who watches it hears. */
const countFailureOfKey = async (publicId: string, row: NewUsageRow): Promise<void> => {
  const { credentialPool, usageSignal } = runtime();
  const { rows } = await credentialPool.query<{ apikeyId: string }>({
    name: "key-failure",
    text: `INSERT INTO api_key_activity AS a
        (api_key_id, failed_count, last_failed_at, last_failed_ip, last_failed_client, last_failed_region)
      SELECT id, 1, $2, $3, $4, $5 FROM api_key WHERE public_id = $1
      ON CONFLICT (api_key_id) DO UPDATE SET
        failed_count = a.failed_count + 1, last_failed_at = excluded.last_failed_at,
        last_failed_ip = excluded.last_failed_ip, last_failed_client = excluded.last_failed_client,
        last_failed_region = excluded.last_failed_region
      RETURNING api_key_id AS "apikeyId"`,
    values: [publicId, row.at, row.ip, `${row.clientName} ${row.clientVersion}`.trim(), row.region ?? null],
  });
  usageSignal.committed(rows);
};

const repeatSeconds = 5;

/** Marks containerd's POST, so that the GET that follows its refusal is known as the same attempt. */
export const repeatKeyOf = (
  { clientName, ip }: Pick<NewUsageRow, "clientName" | "ip">,
  password: string,
  service: string,
  scopes: string[],
): string | null =>
  clientName === "containerd"
    ? runtime()
        .secrets.digest([ip, password, service, [...scopes].sort().join(" ")].join("\n"))
        .toString("base64url")
    : null;

export const findRepeat = async (row: NewUsageRow): Promise<string | null> => {
  if (!row.repeatKey) return null;
  const { rows } = await runtime().credentialPool.query<{ id: string }>({
    name: "usage-repeat",
    text: "SELECT id FROM usage_event WHERE repeat_key = $1 AND repeat_of IS NULL AND at > $2 AND at <= $3 ORDER BY at DESC LIMIT 1",
    values: [row.repeatKey, new Date(row.at.getTime() - repeatSeconds * 1000), row.at],
  });
  return rows[0]?.id ?? null;
};
