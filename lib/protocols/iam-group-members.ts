import type { z } from "@hono/zod-openapi";
import { serviceIdOfIamId } from "@/lib/domain/identifiers";
import {
  type AccessGroupMemberView,
  addAccessGroupMembers,
  isAccessGroupMember,
  listAccessGroupMembers,
  removeAccessGroupMember,
} from "@/lib/services/access-group-members";
import { listAccessGroups } from "@/lib/services/access-groups";
import type { Actor } from "@/lib/services/actor";
import { publicLink } from "@/lib/services/discovery";
import { isServiceError, notFound, ServiceError } from "@/lib/services/service-error";
import * as routes from "./iam-group-member-routes";
import { offsetPage, requireAccount } from "./iam-requests";
import { identityAnswers, restApp } from "./rest";

const kind = (iamId: string) => (serviceIdOfIamId(iamId) ? "service" : "user");

/** Several changes in one request are refused one by one; what the actor may not do at all is thrown. */
const outcomeOf = async (
  actor: Actor,
  done: 200 | 204,
  change: () => Promise<object>,
): Promise<z.infer<typeof routes.outcome>> => {
  const trace = actor.correlationId;
  try {
    return { status_code: done, trace, ...(await change()) };
  } catch (error) {
    if (!isServiceError(error) || error.code !== "not-found") throw error;
    return { status_code: 404, trace, errors: [{ code: "not_found", message: error.message }] };
  }
};

type NewMember = { iam_id: string; type: "user" | "service" | "profile" };

const addTo = async (actor: Actor, group: string, { iam_id, type }: NewMember) => {
  if (type === "profile") throw notFound("trusted profile");
  return addAccessGroupMembers(actor, group, [iam_id]);
};
const removeIt = (actor: Actor, group: string, iamId: string) =>
  outcomeOf(actor, 204, async () => {
    await removeAccessGroupMember(actor, group, iamId);
    return {};
  });

const each = async <T, Answer>(
  items: readonly T[],
  answer: (item: T) => Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (const item of items) answers.push(await answer(item));
  return answers;
};

/** By name unless something else is asked for. */
const sorted = (members: AccessGroupMemberView[], sort = "name"): AccessGroupMemberView[] => {
  const field = ({ id: "iamId", name: "name", email: "email" } as const)[sort.replace(/^-/, "")] ?? "name";
  const ascending = [...members].sort((a, b) => (a[field] ?? "").localeCompare(b[field] ?? "", "en"));
  return sort.startsWith("-") ? ascending.reverse() : ascending;
};

const wordsOf = ({ name, email, description }: AccessGroupMemberView) => ({
  name,
  ...(email === null ? {} : { email }),
  ...(description === null ? {} : { description }),
});

/** @see https://cloud.ibm.com/apidocs/iam-access-groups */
export const iamGroupMembers = restApp(identityAnswers)
  .openapi(routes.addToMany, async (c) => {
    const { iam_id } = c.req.valid("param");
    const actor = c.get("actor");
    requireAccount(actor, c.req.valid("query").account_id);
    const { type, groups: wanted } = c.req.valid("json");
    const groups = await each(wanted, async (access_group_id) => ({
      access_group_id,
      ...(await outcomeOf(actor, 200, async () => {
        await addTo(actor, access_group_id, { iam_id, type });
        return {};
      })),
    }));
    return c.json({ iam_id, groups }, 207);
  })
  .openapi(routes.removeFromAll, async (c) => {
    const { iam_id } = c.req.valid("param");
    const actor = c.get("actor");
    requireAccount(actor, c.req.valid("query").account_id);
    const member = await listAccessGroups(actor, { iamId: iam_id });
    if (member.length === 0)
      throw new ServiceError("not-found", `${iam_id} is in no access group of this account.`);
    const groups = await each(member, async ({ id }) => ({
      access_group_id: id,
      ...(await removeIt(actor, id, iam_id)),
    }));
    return c.json({ iam_id, groups }, 207);
  })
  .openapi(routes.list, async (c) => {
    const query = c.req.valid("query");
    const all = await listAccessGroupMembers(c.get("actor"), c.req.valid("param").access_group_id);
    const wanted =
      query.membership_type === "dynamic"
        ? []
        : all.filter(({ iamId }) => (query.type ?? kind(iamId)) === kind(iamId));
    const { items, head } = offsetPage(c, sorted(wanted, query.sort), query);
    const members = items.map((member) => ({
      iam_id: member.iamId,
      type: kind(member.iamId) as "user" | "service",
      membership_type: "static" as const,
      ...(query.verbose ? wordsOf(member) : {}),
      href: publicLink(
        member.kind === "user" ? "/people" : `/v1/serviceids/${serviceIdOfIamId(member.iamId)}`,
      ),
      created_at: member.createdAt.toISOString(),
      created_by_id: member.createdBy,
    }));
    return c.json({ ...head, members }, 200);
  })
  .openapi(routes.add, async (c) => {
    const { access_group_id } = c.req.valid("param");
    const actor = c.get("actor");
    await listAccessGroupMembers(actor, access_group_id);
    const members = await each(c.req.valid("json").members, async (member) => ({
      ...member,
      ...(await outcomeOf(actor, 200, async () => {
        const [made] = await addTo(actor, access_group_id, member);
        return made ? { created_at: made.createdAt.toISOString(), created_by_id: made.createdBy } : {};
      })),
    }));
    return c.json({ members }, 207);
  })
  .openapi(routes.removeMany, async (c) => {
    const { access_group_id } = c.req.valid("param");
    const actor = c.get("actor");
    await listAccessGroupMembers(actor, access_group_id);
    const members = await each(c.req.valid("json").members, async (iam_id) => ({
      iam_id,
      ...(await removeIt(actor, access_group_id, iam_id)),
    }));
    return c.json({ access_group_id, members }, 207);
  })
  .openapi(routes.removeOne, async (c) => {
    const { access_group_id, iam_id } = c.req.valid("param");
    await removeAccessGroupMember(c.get("actor"), access_group_id, iam_id);
    return c.body(null, 204);
  })
  .openapi(routes.check, async (c) => {
    const { access_group_id, iam_id } = c.req.valid("param");
    if (!(await isAccessGroupMember(c.get("actor"), access_group_id, iam_id))) throw notFound("member");
    return c.body(null, 204);
  });
