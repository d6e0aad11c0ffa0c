import { randomBytes } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { change, type Tx } from "./change";
import { logProblem } from "./health";
import { requireReader } from "./reach";
import { forbidden, notFound, ServiceError } from "./service-error";

type LastUse = { lastAuthn: string | null };

type Head = { reference: string; createdBy: string; durationHours: number; from: string; to: string };

/** Who and what was not used in the last hours, as it was when the report was made. Times are ISO 8601. */
export type InactiveReport = Head & {
  users: ({ iamId: string; name: string; email: string } & LastUse)[];
  serviceIds: ({ id: string; name: string } & LastUse)[];
  apiKeys: ({
    id: string;
    name: string;
    serviceId: { id: string; name: string } | null;
    user: { iamId: string; name: string; email: string } | null;
  } & LastUse)[];
};

const hoursMax = 24 * 366 * 2;
const keptMax = 5;
/** Whoever made a report that runs for longer is gone. */
const runningSecondsMax = 600;

/**
 * Begins a list of people, service IDs and keys of the account without a use in the last `durationHours`; what
 * is younger isn't listed. The account's newest five reports are kept. For who reads the account.
 * @returns its reference
 * @throws forbidden, invalid (`duration`)
 */
export const createInactiveReport = async (actor: Actor, durationHours: number): Promise<string> => {
  requireAccountReader(actor);
  if (!Number.isInteger(durationHours) || durationHours < 1 || durationHours > hoursMax)
    throw new ServiceError("invalid", `duration is ${durationHours}, it needs 1 to ${hoursMax} hours`, {
      field: "duration",
    });
  const to = runtime().clock.now();
  const from = new Date(to.getTime() - durationHours * 3_600_000);
  const reference = randomBytes(16).toString("hex");
  const head = {
    reference,
    createdBy: actor.iamId,
    durationHours,
    from: from.toISOString(),
    to: to.toISOString(),
  };
  await change(actor, actor.accountId, async (tx, record) => {
    const kept = await namesOfReports(tx, actor.accountId);
    await tx.setting.deleteMany({ where: { name: { in: kept.slice(keptMax - 1) } } });
    await tx.setting.create({ data: { name: nameOf(actor.accountId, head), value: head } });
    await record({
      action: "inactive-report.create",
      target: { type: "inactive-report", id: reference, name: `${durationHours} h` },
      after: { duration_hours: durationHours },
    });
  });
  void finish(actor.accountId, head);
  return reference;
};

/** Makes a report that was begun; the caller has its answer already. */
const finish = async (accountId: string, head: Head): Promise<void> => {
  const { prisma } = runtime();
  const name = nameOf(accountId, head);
  const from = new Date(head.from);
  try {
    const value: InactiveReport = {
      ...head,
      apiKeys: await inactiveKeys(prisma, accountId, from),
      users: await inactivePeople(prisma, accountId, from),
      serviceIds: await inactiveServiceIds(prisma, accountId, from),
    };
    await prisma.setting.updateMany({ where: { name }, data: { value } });
  } catch (error) {
    logProblem(error, "a report on what is not used was not made");
    await prisma.setting.deleteMany({ where: { name } }).catch(() => {}); // else it counts as gone later
  }
};

/**
 * @param reference of one of the kept reports, or `latest`
 * @returns null while it is being made
 * @throws forbidden, not-found
 */
export const getInactiveReport = async (actor: Actor, reference: string): Promise<InactiveReport | null> => {
  requireAccountReader(actor);
  const { prisma, clock } = runtime();
  const names = await namesOfReports(prisma, actor.accountId);
  const name = names.find((one) => reference === "latest" || one.endsWith(` ${reference}`));
  const row = name === undefined ? null : await prisma.setting.findUnique({ where: { name } });
  if (!row) throw notFound("report");
  const report = row.value as Head | InactiveReport;
  if ("users" in report) return report;
  if (clock.now().getTime() - new Date(report.to).getTime() > runningSecondsMax * 1000)
    throw notFound("report");
  return null;
};

const prefixOf = (accountId: string): string => `inactive-report ${accountId} `;
const nameOf = (accountId: string, { to, reference }: Head): string =>
  `${prefixOf(accountId)}${to} ${reference}`;

/** Names of an account's reports, newest first. */
const namesOfReports = async (db: Pick<Tx, "setting">, accountId: string): Promise<string[]> => {
  const where = { name: { startsWith: prefixOf(accountId) } };
  const rows = await db.setting.findMany({ where, orderBy: { name: "desc" }, select: { name: true } });
  return rows.map(({ name }) => name);
};

type Db = Pick<Tx, "apiKey" | "apiKeyActivity" | "serviceId" | "user" | "membership" | "session">;

const requireAccountReader = (actor: Actor): void => {
  requireReader(actor);
  if (!mayReadAccount(actor))
    throw forbidden("Only administrators and auditors report on the account: ask one of them.");
};

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const latest = (times: (Date | null | undefined)[]): Date | null =>
  times.reduce<Date | null>((last, at) => (at && (!last || at > last) ? at : last), null);
const unusedSince = (from: Date) => ({
  createdAt: { lt: from },
  OR: [{ activity: null }, { activity: { lastAuthn: null } }, { activity: { lastAuthn: { lt: from } } }],
});

const inactiveKeys = async (tx: Db, accountId: string, from: Date): Promise<InactiveReport["apiKeys"]> => {
  const keys = await tx.apiKey.findMany({
    where: { accountId, deletedAt: null, ...unusedSince(from) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const ids = keys.map(({ id }) => id);
  const uses = await tx.apiKeyActivity.findMany({ where: { apiKeyId: { in: ids } } });
  const services = await tx.serviceId.findMany({ where: { accountId }, select: { id: true, name: true } });
  const people = await tx.user.findMany({
    where: { id: { in: keys.flatMap(({ userId }) => userId ?? []) } },
    select: { id: true, name: true, email: true },
  });
  const lastOf = new Map(uses.map(({ apiKeyId, lastAuthn }) => [apiKeyId, lastAuthn]));
  const serviceOf = new Map(services.map((service) => [service.id, service]));
  const personOf = new Map(people.map(({ id, name, email }) => [id, { iamId: id, name, email }]));
  return keys.map(({ id, name, serviceIdId, userId }) => ({
    id,
    name,
    serviceId: serviceOf.get(serviceIdId ?? "") ?? null,
    user: personOf.get(userId ?? "") ?? null,
    lastAuthn: iso(lastOf.get(id)),
  }));
};

/** A service ID is used by its keys, whether they live still or not. */
const inactiveServiceIds = async (
  tx: Db,
  accountId: string,
  from: Date,
): Promise<InactiveReport["serviceIds"]> => {
  const rows = await tx.serviceId.findMany({
    where: { accountId, deletedAt: null, createdAt: { lt: from } },
    include: { apiKeys: { select: { activity: { select: { lastAuthn: true } } } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows
    .map(({ id, name, apiKeys }) => ({
      id,
      name,
      last: latest(apiKeys.map(({ activity }) => activity?.lastAuthn)),
    }))
    .filter(({ last }) => !last || last < from)
    .map(({ last, ...one }) => ({ ...one, lastAuthn: iso(last) }));
};

/** A person is used by signing in here, or by a key in this account. */
const inactivePeople = async (tx: Db, accountId: string, from: Date): Promise<InactiveReport["users"]> => {
  const members = await tx.membership.findMany({
    where: { accountId, createdAt: { lt: from } },
    select: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { createdAt: "asc" },
  });
  const ids = members.map(({ user }) => user.id);
  const seen = await tx.session.groupBy({
    by: ["userId"],
    where: { userId: { in: ids } },
    _max: { lastSeenAt: true },
  });
  const keys = await tx.apiKey.findMany({
    where: { accountId, userId: { in: ids } },
    select: { userId: true, activity: { select: { lastAuthn: true } } },
  });
  return members
    .map(({ user }) => ({
      user,
      last: latest([
        seen.find(({ userId }) => userId === user.id)?._max.lastSeenAt,
        ...keys.filter(({ userId }) => userId === user.id).map(({ activity }) => activity?.lastAuthn),
      ]),
    }))
    .filter(({ last }) => !last || last < from)
    .map(({ user, last }) => ({ iamId: user.id, name: user.name, email: user.email, lastAuthn: iso(last) }));
};
