import { randomBytes } from "node:crypto";
import { runtime } from "@/lib/platform/runtime";
import { type Actor, mayReadAccount } from "./actor";
import { change, type Tx } from "./change";
import { requireReader } from "./reach";
import { forbidden, notFound, ServiceError } from "./service-error";

type LastUse = { lastAuthn: string | null };

/** Who and what was not used in the last hours, as it was when the report was made. Times are ISO 8601. */
export type InactiveReport = {
  reference: string;
  createdBy: string;
  durationHours: number;
  from: string;
  to: string;
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

/**
 * Lists people, service IDs and keys of the account without a use in the last `durationHours`; what is younger
 * isn't listed. The account's newest report is kept. For who reads the account.
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
  await change(actor, actor.accountId, async (tx, record) => {
    const keys = await inactiveKeys(tx, actor.accountId, from);
    const value: InactiveReport = {
      reference,
      createdBy: actor.iamId,
      durationHours,
      from: from.toISOString(),
      to: to.toISOString(),
      users: await inactivePeople(tx, actor.accountId, from),
      serviceIds: await inactiveServiceIds(tx, actor.accountId, from),
      apiKeys: keys,
    };
    const name = settingOf(actor.accountId);
    await tx.setting.upsert({ where: { name }, create: { name, value }, update: { value } });
    await record({
      action: "inactive-report.create",
      target: { type: "inactive-report", id: reference, name: `${durationHours} h` },
      after: { duration_hours: durationHours },
    });
  });
  return reference;
};

/** @param reference of the newest report, or `latest` @throws forbidden, not-found */
export const getInactiveReport = async (actor: Actor, reference: string): Promise<InactiveReport> => {
  requireAccountReader(actor);
  const row = await runtime().prisma.setting.findUnique({ where: { name: settingOf(actor.accountId) } });
  const report = row?.value as InactiveReport | undefined;
  if (!report || (reference !== "latest" && reference !== report.reference)) throw notFound("report");
  return report;
};

const settingOf = (accountId: string): string => `inactive-report ${accountId}`;

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

const inactiveKeys = async (tx: Tx, accountId: string, from: Date): Promise<InactiveReport["apiKeys"]> => {
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
  tx: Tx,
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
const inactivePeople = async (tx: Tx, accountId: string, from: Date): Promise<InactiveReport["users"]> => {
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
