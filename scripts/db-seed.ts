import { randomUUID } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "@/lib/services/actor";
import { startBesidePortal } from "./lib/beside-portal";
import { Failure, main, say, step } from "./lib/cli";
import { makeDemoData } from "./lib/demo-data";

const usage = `npm run db:seed -- --demo
  Fills the first administrator's account with service IDs, keys and 30 days of use. Works beside a running portal.`;

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

main(async () => {
  if (process.argv.slice(2).join(" ") !== "--demo") throw new Failure(usage);
  const { stop } = await startBesidePortal();
  try {
    const made = await step("Making service IDs, keys and 30 days of use", async () =>
      makeDemoData(await firstAdministrator()),
    );
    say(`${made.keys} keys, ${made.rows} usage rows`);
  } finally {
    await stop();
  }
});
