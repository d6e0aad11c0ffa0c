import { startBesidePortal } from "./scripts/lib/beside-portal";
import { runtime } from "@/lib/platform/runtime";
import { usageBy, usageSeries, usageTotals, sparkline } from "@/lib/services/usage-figures";
import { denialsByCause } from "@/lib/services/usage-denials";
import { listUsageItems } from "@/lib/services/usage";
import { listInventory, countInventory } from "@/lib/services/key-inventory";
import { listAudit } from "@/lib/services/audit";
import { planPeriod } from "@/lib/domain/usage-period";
const { stop } = await startBesidePortal();
const { pool, prisma } = runtime();
const m = await prisma.membership.findFirstOrThrow({ where: { role: "administrator", user: { siteAdministrator: true } }, include: { user: true } });
const actor: any = { iamId: m.userId, name: m.user.name, accountId: m.accountId, role: "administrator", platformRoles: [], siteAdministrator: true, apikeyId: null, sessionId: null, authenticatedAt: null, ip: "127.0.0.1", correlationId: "x" };
const now = new Date();
const P = (p: any, z = "UTC") => { const { from, to } = planPeriod(p, now, z); return { from, to }; };
const only = process.argv[2]; const n = Number(process.argv[3] ?? 5);
const t = async (name: string, work: () => Promise<unknown>) => {
  if (only && !new RegExp(only).test(name)) return;
  const times: number[] = [];
  for (let i = 0; i < n + 1; i++) { const b = performance.now(); await work(); times.push(performance.now() - b); }
  const s = times.slice(1).sort((a, b) => a - b);
  console.log(name.padEnd(50), `min ${s[0]!.toFixed(0)} median ${s[Math.floor(s.length / 2)]!.toFixed(0)} max ${s.at(-1)!.toFixed(0)}`);
};
for (const p of ["7d", "30d", "90d"]) {
  await t(`totals ${p}`, () => usageTotals(actor, {}, P(p)));
  for (const z of ["Europe/Berlin", "Asia/Kolkata"]) await t(`series day ${p} ${z}`, () => usageSeries(actor, {}, P(p, z), p === "7d" ? "hour" : "day", z));
  for (const d of ["client", "namespace", "repository", "key", "identity", "address"] as const) await t(`by ${d} ${p}`, () => usageBy(actor, { ...P(p) }, d, "pulls"));
  await t(`series ${p} one namespace`, () => usageSeries(actor, { namespace: "seed-0-7" }, P(p), "day", "Europe/Berlin"));
  await t(`denials ${p}`, () => denialsByCause(actor, { from: P(p).from }));
}
await t("events page", () => listUsageItems(actor, {}, { limit: 50 }));
await t("events denied page", () => listUsageItems(actor, { outcome: "denied" }, { limit: 50 }));
for (const sort of ["created", "name", "expires", "last-used"] as const) {
  let ids: string[] = [];
  await t(`inventory ${sort}`, async () => { ids = (await listInventory(actor, {}, { sort, order: "desc" })).items.map((i) => i.id); });
  if (ids.length === 0) ids = (await listInventory(actor, {}, { sort, order: "desc" })).items.map((i) => i.id);
  await t(`sparkline ${sort}`, () => sparkline(actor, ids));
}
for (const f of ["unused", "never-used", "expiring", "broader", "owner-gone"] as const) await t(`inventory ${f}`, () => listInventory(actor, { findings: [f] } as any, {}));
await t("inventory about", () => listInventory(actor, { about: "deploy-12" } as any, {}));
await t("inventory counts", () => countInventory(actor, {}));
await t("audit page", () => listAudit(actor, {}));
await t("audit about rare", () => listAudit(actor, { about: "Okafor" }));
await t("audit about common", () => listAudit(actor, { about: "deploy" }));
await t("audit about none", () => listAudit(actor, { about: "zzzz" }));
await t("audit action", () => listAudit(actor, { action: "api-key.update" }));
await t("audit action none", () => listAudit(actor, { action: "nothing" }));
await stop();
