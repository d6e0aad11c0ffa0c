import { runtime } from "@/lib/platform/runtime";
import { type Actor, isAdministrator } from "./actor";
import { likeLiteral } from "./like";
import { ownServiceIds, requireOwnerRole } from "./reach";

/** A person or service ID that the actor may give a policy. `id`: an iam_id, or the service ID's id. */
export type ChoosableSubject = {
  kind: "user" | "service-id";
  id: string;
  name: string;
  /** A person's email. */
  detail?: string;
};

const each = 20;
const textLengthMax = 100;

/**
 * Whom the actor may give access, as far as the typed text is a part of their name, by name: a few of each kind. Their
 * own service IDs; for administrators all, and the account's members. Without a text the newest service IDs, which are
 * found without sorting all of them.
 * @throws ServiceError forbidden
 */
export const suggestPolicySubjects = async (actor: Actor, text: string): Promise<ChoosableSubject[]> => {
  requireOwnerRole(actor);
  const typed = text.trim().slice(0, textLengthMax);
  if (/[\p{Cc}\p{Cs}]/u.test(typed)) return [];
  const { prisma } = runtime();
  // Prisma passes it to LIKE as it is.
  const name = { contains: likeLiteral(typed), mode: "insensitive" as const };
  const [people, services] = await Promise.all([
    isAdministrator(actor)
      ? prisma.user.findMany({
          where: {
            memberships: { some: { accountId: actor.accountId, role: "member" } },
            disabledAt: null,
            OR: [{ name }, { email: name }],
          },
          orderBy: [{ name: "asc" }, { id: "asc" }],
          take: each,
        })
      : [],
    prisma.serviceId.findMany({
      where: { ...ownServiceIds(actor), ...(typed && { name }) },
      orderBy: typed ? [{ name: "asc" }, { id: "asc" }] : [{ createdAt: "desc" }, { id: "desc" }],
      take: each,
    }),
  ]);
  return [
    ...people.map(({ id, name, email }) => ({ kind: "user" as const, id, name, detail: email })),
    ...services.map(({ id, name }) => ({ kind: "service-id" as const, id, name })),
  ];
};
