import type { SubjectChoice } from "@/components/policy-row";
import { type Actor, isAdministrator } from "@/lib/services/actor";
import { listPeople } from "@/lib/services/people";
import { listServiceIds } from "@/lib/services/service-ids";

/** Whom the person may give access: their own service IDs; for administrators everyone of the account. */
export const choosableSubjects = async (actor: Actor): Promise<SubjectChoice[]> => {
  if (actor.role === "auditor") return [];
  const all = isAdministrator(actor);
  const { items } = await listServiceIds(actor, {
    scope: all ? "account" : "mine",
    limit: 100,
    sort: "name",
  });
  const services = items.map(({ id, name }) => ({ kind: "service-id" as const, id, name }));
  const people = all ? await listPeople(actor) : [];
  const members = people
    .filter(({ role, disabledAt }) => role === "member" && !disabledAt)
    .map(({ id, name, email }) => ({ kind: "user" as const, id, name, detail: email }));
  return [...members, ...services];
};
