import type { Grant } from "@/lib/domain/grant";
import type { UsageItem } from "@/lib/domain/usage";
import { runtime } from "@/lib/platform/runtime";
import type { AuditEvent, Prisma } from "@/prisma/generated/client";
import type { PolicyStep } from "./policy-history";

/** Whose request was denied, and when: only what was so by then explains it. */
export type Denied = { accountId: string; iamId: string; at: Date };

/** Something that someone changed before the denial. */
export type Change = {
  /** Its number in the account's audit. */
  seq: number;
  at: Date;
  /** Name of who did it. */
  by: string;
  /** As in the audit: `policy.update`, `api-key.disable` … */
  action: string;
  /** Name of what was changed. */
  target: string;
  /** What the policy gave; null for other changes, and where there was none. */
  before: Grant | null;
  after: Grant | null;
};

export const policyChange = ({ seq, at, by, action, target, before, after }: PolicyStep): Change => ({
  ...{ seq, at, by, action, target },
  ...{ before, after },
});

export const changeOf = (row: AuditEvent): Change => ({
  seq: Number(row.seq),
  at: row.at,
  by: row.actorName,
  action: row.action,
  target: row.targetName,
  before: null,
  after: null,
});

/** Items of the account's audit until the denial that fit, newest first. */
export const changesBefore = (
  { accountId, at }: Denied,
  where: Prisma.AuditEventWhereInput,
): Promise<AuditEvent[]> =>
  runtime().prisma.auditEvent.findMany({
    where: { AND: [{ chain: accountId, at: { lte: at } }, where] },
    orderBy: { seq: "desc" },
    take: 100,
  });

/** Who expired, disabled or deleted the key, or what it belongs to. */
export const keyChange = async (denied: Denied, use: UsageItem): Promise<Change | null> => {
  const find = async (targetType: string, targetId: string | null, ...actions: string[]) =>
    changesBefore(denied, { targetType, targetId: targetId ?? "", action: { in: actions } });
  const keyEvents = (...actions: string[]) => find("api-key", use.apikey_id, ...actions);
  const first = (rows: AuditEvent[], fits: (after: Record<string, unknown>) => boolean = () => true) => {
    const row = rows.find(({ after }) => fits((after ?? {}) as Record<string, unknown>));
    return row ? changeOf(row) : null;
  };
  switch (use.reason) {
    case "deleted":
      return first(await keyEvents("api-key.delete"));
    case "disabled":
      return first(
        await keyEvents("api-key.disable", "api-key.create", "api-key.update"),
        (after) => after.disabled === true,
      );
    case "expired":
      return first(await keyEvents("api-key.create", "api-key.update"), (after) => Boolean(after.expires_at));
    case "membership-ended":
      return first(await find("user", denied.iamId, "membership.delete"));
    case "owner-gone":
      // Who disabled a person stands in the site's audit, which isn't this account's to read.
      return first(await find("service-id", use.serviceId, "service-id.delete"));
    default:
      return null;
  }
};
