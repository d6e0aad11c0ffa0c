import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { judgedDays } from "@/lib/domain/broader";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { reviewKeys } from "@/lib/services/key-review";
import { gatherKeyUses } from "@/lib/services/key-uses";
import { rollUpUsage } from "@/lib/services/usage-rollup";
import { startBesidePortal } from "./lib/beside-portal";
import { Failure, main, say, step } from "./lib/cli";
import { makeDemoData } from "./lib/demo-data";
import { seedAudit } from "./lib/seed/audit";
import { seedEvents } from "./lib/seed/events";
import { analyze, keepLastUses } from "./lib/seed/finish";
import { seedKeys } from "./lib/seed/keys";
import { seedState } from "./lib/seed/state";

const usage = `npm run db:seed -- --demo
  Fills the first administrator's account with service IDs, keys and 30 days of use. Works beside a running portal.
npm run db:seed -- --events N --keys N [--yes]
  Makes that many keys and uses in all, over the last 90 days, most of them in the first account. Can be stopped and
  called again: it makes what is missing. A database that people use already needs --yes.`;

type Wanted = { events: number; keys: number; yes: boolean };

/** The numbers asked for; null when it is another call. */
const wantedOf = (words: string[]): Wanted | null => {
  const { values } = parseArgs({
    args: words,
    options: {
      events: { type: "string" },
      keys: { type: "string" },
      yes: { type: "boolean", default: false },
    },
  });
  const number = (text: string | undefined) => (/^\d{1,10}$/.test(text ?? "") ? Number(text) : null);
  const [events, keys] = [number(values.events), number(values.keys)];
  return events === null || keys === null || keys === 0 ? null : { events, keys, yes: values.yes };
};

const seedMany = async ({ events, keys, yes }: Wanted): Promise<void> => {
  const { pool } = runtime();
  const state = await seedState(pool);
  if (state.real && !yes)
    throw new Failure(
      "People use this database: nothing was made. Add --yes to mix made-up keys and uses into it",
    );
  const missing = Math.max(0, events - state.events);
  const client = await pool.connect();
  try {
    await seedKeys(client, state.keys, keys, told("keys", keys));
    await seedAudit(client, state.audited, keys, told("keys in the audit", keys));
  } finally {
    client.release();
  }
  await seedEvents(keys, missing, told("uses", missing));
  if (missing > 0) await step("Last uses of the keys", keepLastUses);
  await step("Figures for the planner", () => analyze());
  await Promise.all([
    rollUpUsage(told("hours counted", 90 * 24)),
    missing > 0 && gatherKeyUses(undefined, told("days of what keys used", judgedDays)),
  ]);
  const marked = await step("Keys whose policies give more than was used", reviewKeys);
  await step("Figures for the planner", () => analyze({ vacuum: true }));
  say(`${keys.toLocaleString("en")} keys, ${marked.toLocaleString("en")} marks of the review changed`);
};

/** Says how far it is, at most every five seconds and at the end. */
const told = (what: string, of: number): ((done: number) => void) => {
  const began = performance.now();
  let last = began;
  return (done) => {
    const now = performance.now();
    if (done < of && now - last < 5_000) return;
    last = now;
    const seconds = ((now - began) / 1000).toFixed(0);
    say(`${what}: ${done.toLocaleString("en")} of ${of.toLocaleString("en")}, ${seconds} s`);
  };
};

/** The first administrator, as the one who made the demo's data. */
const firstAdministrator = async (): Promise<Actor> => {
  const { prisma } = runtime();
  const membership = await prisma.membership.findFirst({
    where: { role: "administrator", user: { siteAdministrator: true } },
    orderBy: { createdAt: "asc" },
    include: { user: true },
  });
  if (!membership) throw new Failure("There is no administrator yet: start the portal once");
  return {
    iamId: membership.userId,
    name: membership.user.name,
    accountId: membership.accountId,
    role: "administrator",
    platformRoles: [],
    siteAdministrator: true,
    apikeyId: null,
    sessionId: null,
    authenticatedAt: null,
    ip: "127.0.0.1",
    correlationId: randomUUID(),
  };
};

const asked = (words: string[]): Wanted | null => {
  try {
    return wantedOf(words);
  } catch {
    return null; // an option that isn't there
  }
};

main(async () => {
  const words = process.argv.slice(2);
  const demo = words.join(" ") === "--demo";
  const wanted = demo ? null : asked(words);
  if (!demo && !wanted) throw new Failure(usage);
  const { stop } = await startBesidePortal();
  try {
    if (wanted) {
      await seedMany(wanted);
      return;
    }
    const made = await step("Making service IDs, keys and 30 days of use", async () =>
      makeDemoData(await firstAdministrator()),
    );
    say(`${made.keys} keys, ${made.rows} usage rows`);
  } finally {
    await stop();
  }
});
