import type { LeakAction } from "@/lib/domain/inputs/api-key";
import { LeakedKeyReport } from "@/lib/domain/inputs/leaked-key";
import { addressBlock } from "@/lib/platform/client-address";
import { createFailureCounter } from "@/lib/platform/rate-limit";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Secret } from "@/lib/platform/secret-type";
import type { Actor } from "./actor";
import { raiseLeaked } from "./alert-recipients";
import { queryOf } from "./alerts";
import { apiKeyAudit } from "./api-key-view";
import { change } from "./change";
import { checked } from "./checked";
import { withHistory } from "./history";
import { ServiceError } from "./service-error";

export type LeakOutcome = {
  id: string;
  accountId: string;
  /** What its owner chose for this case. */
  actionWhenLeaked: LeakAction;
  /** What this report did: `none` also where it was done before. */
  done: "none" | "disabled" | "deleted";
};

const failuresPerMinuteMax = 30;
const failures = createFailureCounter(60);

/** Reports of one key in an hour that do nothing more and are recorded all the same. */
const repeatsPerHourMax = 30;
const repeats = createFailureCounter(3600);

/**
 * Someone found a key where it shouldn't be: does what its owner chose for that, even to a locked key, and writes
 * it into the account's audit. Having the value is the proof, so anybody may report.
 * @param reporter who says so; a visitor without an access token
 * @throws ServiceError not-found (`reason` `unknown-key`), rate-limited (for values that no key has, and reports on and
 * on of a key for which nothing is left to do), invalid
 */
export const reportLeakedKey = async (
  reporter: Actor,
  value: Secret,
  input: LeakedKeyReport,
): Promise<LeakOutcome> => {
  const { prisma, secrets, clock } = runtime();
  const { url = null, note = null } = checked(LeakedKeyReport, input);
  const found = await prisma.apiKey.findFirst({
    where: { digest: new Uint8Array(secrets.digest(value.reveal())), deletedAt: null },
    select: { id: true, accountId: true },
  });
  if (!found) throw unknownKey(reporter, clock.now());
  return change(reporter, found.accountId, async (tx, record) => {
    const row = await tx.apiKey.findFirst({ where: { id: found.id, deletedAt: null } });
    if (!row) throw unknownKey(reporter, clock.now());
    const now = clock.now();
    const actionWhenLeaked = row.actionWhenLeaked as LeakAction;
    const done =
      actionWhenLeaked === "delete"
        ? "deleted"
        : actionWhenLeaked === "disable" && !row.disabledAt
          ? "disabled"
          : "none";
    if (done === "none" && repeats.hit(row.id, now) > repeatsPerHourMax)
      throw new ServiceError("rate-limited", "This key was reported often enough: nothing is left to do.");
    const saved = await tx.apiKey.update({
      where: { id: row.id },
      data: {
        ...(done === "deleted" ? { deletedAt: now } : {}),
        ...(done === "disabled" ? { disabledAt: now } : {}),
        modifiedAt: now,
        entityTag: nextEntityTag(row.entityTag),
        history: withHistory(row.history, reporter, now, "leak", `API key reported as leaked: ${done}`),
      },
    });
    await record({
      action: "api-key.leak",
      target: { type: "api-key", id: row.id, name: row.name },
      before: apiKeyAudit(row),
      after: { ...apiKeyAudit(saved), deleted: saved.deletedAt !== null, done, url, note },
    });
    await raiseLeaked(queryOf(tx), row, done, now);
    return { id: row.id, accountId: row.accountId, actionWhenLeaked, done };
  });
};

const unknownKey = (reporter: Actor, now: Date): ServiceError =>
  failures.hit(addressBlock(reporter.ip), now) > failuresPerMinuteMax
    ? new ServiceError("rate-limited", "Too many unknown API keys from this address: wait a minute.")
    : new ServiceError("not-found", "Unknown API key: no key has this value, or it is deleted already.", {
        reason: "unknown-key",
      });
