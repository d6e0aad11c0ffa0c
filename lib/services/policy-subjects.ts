import { runtime } from "@/lib/platform/runtime";
import { type Actor, isAdministrator } from "./actor";
import { likeLiteral } from "./like";
import { ownServiceIds, requireOwnerRole } from "./reach";

/** A person or service ID that the actor may give a policy. `id`: an iam_id, or the service ID's id. */
export type ChoosableSubject = {
  kind: "user" | "service-id";
  id: string;
  name: string;
  /** A person's email; a service ID's id, where its name doesn't tell which it is. */
  detail?: string;
};

const each = 20;
const textLengthMax = 100;

/**
 * Whom the actor may give access, as far as the typed text is a part of their name, by name: a few of each kind, those
 * that are called so or have this id before the others. Their own service IDs; for administrators all, and the account's
 * members. Without a text the newest service IDs, which are found without sorting all of them.
 * @throws ServiceError forbidden
 */
export const suggestPolicySubjects = async (actor: Actor, text: string): Promise<ChoosableSubject[]> => {
  requireOwnerRole(actor);
  const typed = text.trim().slice(0, textLengthMax);
  if (/[\p{Cc}\p{Cs}]/u.test(typed)) return [];
  const [people, services] = await Promise.all([findPeople(actor, typed), findServices(actor, typed)]);
  return [
    ...people.map(({ id, name, email }) => ({ kind: "user" as const, id, name, detail: email })),
    ...services.map(({ id, name }) => {
      const isClear = id !== typed && services.filter((one) => one.name === name).length === 1;
      return { kind: "service-id" as const, id, name, ...(!isClear && { detail: id }) };
    }),
  ];
};

/** Prisma passes the text to LIKE as it is. */
const like = (way: "equals" | "contains", typed: string) => ({
  ...{ [way]: likeLiteral(typed), mode: "insensitive" as const },
});
const byName = { orderBy: [{ name: "asc" as const }, { id: "asc" as const }], take: each };

const findPeople = async (actor: Actor, typed: string) => {
  if (!isAdministrator(actor)) return [];
  const memberships = { some: { accountId: actor.accountId, role: "member" as const } };
  const find = (name: object) =>
    runtime().prisma.user.findMany({
      where: { memberships, disabledAt: null, OR: [{ name }, { email: name }] },
      ...byName,
    });
  const named = await find(like("contains", typed));
  return typed ? unique([await find(like("equals", typed)), named]) : named;
};

const findServices = async (actor: Actor, typed: string) => {
  const { serviceId } = runtime().prisma;
  const own = ownServiceIds(actor);
  if (!typed)
    return serviceId.findMany({ where: own, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: each });
  return unique([
    await serviceId.findMany({
      where: { ...own, OR: [{ name: like("equals", typed) }, { id: typed }] },
      ...byName,
    }),
    await serviceId.findMany({ where: { ...own, name: like("contains", typed) }, ...byName }),
  ]);
};

const unique = <One extends { id: string }>(lists: One[][]): One[] => [
  ...new Map(lists.flat().map((one) => [one.id, one])).values(),
];
