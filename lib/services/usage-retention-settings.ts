import { UsageRetention } from "@/lib/domain/inputs/usage-retention";
import { runtime } from "@/lib/platform/runtime";
import { nextEntityTag } from "@/lib/platform/secret";
import type { Actor } from "./actor";
import { change, siteChain, type Tx } from "./change";
import { checked } from "./checked";
import { administered } from "./reach";

/** Whole months, 0 for ever; and whether a month is written to a file before it is deleted. */
export type KeptUsage = { months: number; exportFirst: boolean };

/** An account's usage, or (`site`) what belongs to none. */
type Scope = "account" | "site";

const byDefault: KeptUsage = { months: 13, exportFirst: false };

/** For administrators; of the site, for its own. @throws forbidden */
export const getUsageRetention = async (actor: Actor, scope: Scope = "account"): Promise<KeptUsage> => {
  const place = administered(actor, scope);
  return scope === "site"
    ? siteUsageRetention(runtime().prisma)
    : keptOf(await runtime().prisma.account.findUniqueOrThrow({ where: { id: place } }));
};

/** How long usage of no account is kept. */
export const siteUsageRetention = async (db: Pick<Tx, "siteSettings">): Promise<KeptUsage> => {
  const row = await db.siteSettings.findUnique({ where: { id: 1 } });
  return row ? keptOf(row) : byDefault;
};

const keptOf = (row: { usageRetentionMonths: number; usageExportFirst: boolean }): KeptUsage => ({
  months: row.usageRetentionMonths,
  exportFirst: row.usageExportFirst,
});

/** Changes how long usage is kept; what is older goes with the next upkeep. @throws forbidden, invalid (field) */
export const setUsageRetention = async (
  actor: Actor,
  input: UsageRetention,
  scope: Scope = "account",
): Promise<void> => {
  const place = administered(actor, scope);
  const wanted: KeptUsage = checked(UsageRetention, input);
  await change(actor, place, async (tx, record) => {
    const { before, target } =
      scope === "site" ? await saveForSite(tx, wanted) : await save(tx, place, wanted);
    if (before.months === wanted.months && before.exportFirst === wanted.exportFirst) return;
    await record({
      action: `${scope}.update`,
      target: { type: scope, ...target },
      before: auditOf(before),
      after: auditOf(wanted),
    });
  });
};

type Saved = { before: KeptUsage; target: { id: string; name: string } };

const save = async (tx: Tx, accountId: string, { months, exportFirst }: KeptUsage): Promise<Saved> => {
  const row = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  await tx.account.update({
    where: { id: row.id },
    data: {
      usageRetentionMonths: months,
      usageExportFirst: exportFirst,
      entityTag: nextEntityTag(row.entityTag),
    },
  });
  return { before: keptOf(row), target: { id: row.id, name: row.name } };
};

const saveForSite = async (tx: Tx, { months, exportFirst }: KeptUsage): Promise<Saved> => {
  const before = await siteUsageRetention(tx);
  const data = { usageRetentionMonths: months, usageExportFirst: exportFirst };
  await tx.siteSettings.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data });
  return { before, target: { id: siteChain, name: "Wharfkey" } };
};

const auditOf = ({ months, exportFirst }: KeptUsage) => ({
  usage_retention_months: months,
  usage_export_first: exportFirst,
});
