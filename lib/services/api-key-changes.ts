import { UpdateApiKey } from "@/lib/domain/inputs/api-key";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { ApiKey, Prisma } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { type ApiKeyRow, type ApiKeyView, apiKeyAudit, apiKeyViews, withRelations } from "./api-key-view";
import { change, type Record, type Tx } from "./change";
import { checked, requireAhead, requireMatch } from "./checked";
import { difference, withHistory } from "./history";
import { mayChangeApiKey, readableApiKeys, requireWriter } from "./reach";
import { forbidden, notFound, ServiceError } from "./service-error";

type Condition = { ifMatch?: string };

/**
 * Changes label, description, expiry and what happens when it leaks. Absent fields stay.
 * @throws not-found, forbidden (seen but not owned), stale, locked, invalid
 */
export const updateApiKey = (
  actor: Actor,
  id: string,
  input: UpdateApiKey,
  condition: Condition = {},
): Promise<ApiKeyView> => {
  const wanted = checked(UpdateApiKey, input);
  return edit(actor, id, { ...condition, action: "update", message: "API key changed" }, (row, now) => {
    const { expiresAt } = wanted;
    if (expiresAt && expiresAt.getTime() !== row.expiresAt?.getTime()) requireAhead(expiresAt, now);
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  });
};

/** Disables or enables; new tokens are refused at once, those already out end after some minutes. */
export const setApiKeyDisabled = (
  actor: Actor,
  id: string,
  disabled: boolean,
  condition: Condition = {},
): Promise<ApiKeyView> =>
  edit(
    actor,
    id,
    {
      ...condition,
      action: disabled ? "disable" : "enable",
      message: `API key ${disabled ? "disabled" : "enabled"}`,
    },
    (row, now) => ({ disabledAt: disabled ? (row.disabledAt ?? now) : null }),
  );

/** A locked key refuses every change but this one. */
export const setApiKeyLocked = (
  actor: Actor,
  id: string,
  locked: boolean,
  condition: Condition = {},
): Promise<ApiKeyView> =>
  edit(
    actor,
    id,
    {
      ...condition,
      action: locked ? "lock" : "unlock",
      message: `API key ${locked ? "locked" : "unlocked"}`,
      evenLocked: true,
    },
    (row, now) => ({ lockedAt: locked ? (row.lockedAt ?? now) : null }),
  );

/** Deletes for good: it is refused at once and remembered 90 days. @throws as updateApiKey */
export const deleteApiKey = async (actor: Actor, id: string, condition: Condition = {}): Promise<void> => {
  await edit(actor, id, { ...condition, action: "delete", message: "API key deleted" }, (_, now) => ({
    deletedAt: now,
  }));
};

type Edit = Condition & { action: string; message: string; evenLocked?: boolean };

/** One change of one key. When nothing differs, nothing is written. */
const edit = (
  actor: Actor,
  id: string,
  { ifMatch, action, message, evenLocked }: Edit,
  plan: (row: ApiKeyRow, now: Date) => Prisma.ApiKeyUncheckedUpdateInput,
): Promise<ApiKeyView> => {
  requireWriter(actor);
  return change(actor, actor.accountId, async (tx, record) => {
    const found = await tx.apiKey.findFirst({ where: { AND: [{ id }, readableApiKeys(actor)] } });
    if (!found) throw notFound("API key");
    const row = await withRelations(tx, found);
    if (!mayChangeApiKey(actor, row))
      throw forbidden("This API key is changed by its owner and by administrators: ask one of them.");
    requireMatch(ifMatch, row.entityTag);
    if (row.lockedAt && !evenLocked)
      throw new ServiceError("locked", `The API key ${row.name} is locked: unlock it first.`, {
        reason: "api-key-locked",
      });
    const now = runtime().clock.now();
    const saved = await writeApiKey(tx, record, actor, row, plan(row, now), { action, message, now });
    return onlyView({ ...row, ...saved }, now);

    async function onlyView(one: ApiKeyRow, at: Date): Promise<ApiKeyView> {
      return (await apiKeyViews(tx, actor, [one], at))[0] as ApiKeyView;
    }
  });
};

/**
 * Writes a change of one key, with its history and its audit item; whether the actor may is the caller's
 * business. @returns the row as it is now; null when nothing differs
 */
export const writeApiKey = async (
  tx: Tx,
  record: Record,
  actor: Actor,
  row: ApiKey,
  planned: Prisma.ApiKeyUncheckedUpdateInput,
  { action, message, now }: { action: string; message: string; now: Date },
): Promise<ApiKey | null> => {
  const next = { ...row, ...planned } as ApiKey;
  const changed = difference(
    { ...apiKeyAudit(row), deleted: false },
    { ...apiKeyAudit(next), deleted: next.deletedAt !== null },
  );
  if (!changed) return null;
  const saved = await tx.apiKey.update({
    where: { id: row.id },
    data: {
      ...planned,
      modifiedAt: now,
      entityTag: nextEntityTag(row.entityTag),
      history: withHistory(row.history, actor, now, action, message, changed.fields),
    },
  });
  const gone = action === "delete";
  await record({
    action: `api-key.${action}`,
    target: { type: "api-key", id: row.id, name: saved.name },
    before: gone ? apiKeyAudit(row) : changed.before,
    after: gone ? null : changed.after,
  });
  return saved;
};
