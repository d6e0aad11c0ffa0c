import { isAccountId } from "@/lib/domain/identifiers";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { type AuditEntry, change, siteChain } from "./change";
import { isServiceError } from "./service-error";

/** What somebody tried to change: the action that audit would have had, and what it was about. */
export type Attempt = { action: string; id: string };

/** Of one actor in a minute that are recorded one by one; how many more there were is one item after it. */
export const refusalsPerMinuteMax = 20;

/** Runs an attempt to change something; one that is denied is recorded before its refusal is answered. */
export const watched = async <T>(actor: Actor, attempt: Attempt, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    await recordRefusal(actor, attempt, error);
    throw error;
  }
};

/**
 * Puts a denied attempt to change something into the audit of the actor's own account (the site's without one):
 * never into the account it was aimed at, and without saying whether what it named is there. Any other error
 * is none.
 */
export const recordRefusal = async (actor: Actor, attempt: Attempt, error: unknown): Promise<void> => {
  if (!isServiceError(error) || (error.code !== "forbidden" && error.code !== "not-found")) return;
  await recordManyRefusals();
  const { refusals, clock } = runtime();
  if (!refusals.admits(`${actor.accountId} ${actor.iamId}`, clock.now(), actor)) return;
  const { action } = attempt;
  const type = action.split(".", 1)[0] ?? action;
  await append(actor, {
    action: "access.denied",
    target: { type, id: recordable(attempt.id, type), name: "" },
    after: { action, reason: error.code },
  });
};

/** Records what was beyond the limit in minutes that are over, and at the end in the one that isn't. */
export const recordManyRefusals = async (until = runtime().clock.now()): Promise<void> => {
  for (const { what, count, begun } of runtime().refusals.takeEnded(until)) {
    const actor = what as Actor;
    await append(actor, {
      action: "access.denied",
      target: { type: "user", id: actor.iamId, name: actor.name },
      after: { reason: "rate-limited", count, minute: begun.toISOString() },
    });
  }
};

const append = (actor: Actor, entry: AuditEntry): Promise<void> =>
  change(actor, actor.accountId || siteChain, (_tx, record) => record(entry));

const ownId = /^(?:[A-Za-z]{1,20}-){0,2}[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const place = /^(?:[a-z0-9-]{1,29}\/)?[a-z0-9_-]{1,30}$/;

/** What was sent as an id, if it has the form of one: anything else may be a secret, which is longer than a place. */
const recordable = (id: string, type: string): string =>
  ownId.test(id) || place.test(id) || (type === "account" && isAccountId(id)) ? id : "";
