import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import {
  answerOf,
  bodyOf,
  flag,
  noContent,
  offsetPageShape,
  offsetQuery,
  refusals,
  security,
} from "./iam-requests";
import { guarded } from "./rest";

const shared = { security, tags: ["Access groups"], middleware: guarded };
const params = z.object({ access_group_id: idText });
const memberParams = z.object({ access_group_id: idText, iam_id: idText });
const membersMax = 50;

export const list = createRoute({
  ...shared,
  method: "get",
  path: "/v2/groups/{access_group_id}/members",
  summary: "Members of an access group",
  request: {
    params,
    query: z.object({
      ...offsetQuery,
      membership_type: z.enum(["static", "dynamic", "all"], "needs static, dynamic or all").optional(),
      type: z.enum(["user", "service", "profile"], "needs user, service or profile").optional(),
      verbose: flag.optional(),
      sort: z
        .enum(
          ["id", "-id", "name", "-name", "email", "-email"],
          "needs id, name or email, with - before it for descending",
        )
        .optional(),
    }),
  },
  responses: {
    200: answerOf(
      "A page of members",
      z.object({
        ...offsetPageShape,
        members: z.array(
          z.object({
            iam_id: z.string(),
            type: z.enum(["user", "service"]),
            membership_type: z.literal("static"),
            name: z.string().optional(),
            email: z.string().optional(),
            description: z.string().optional(),
            href: z.string(),
            created_at: z.string(),
            created_by_id: z.string(),
          }),
        ),
      }),
    ),
    ...refusals,
  },
});

const errors = z.array(z.object({ code: z.string(), message: z.string() })).optional();
export const outcome = z.object({ status_code: z.number().int(), trace: z.string(), errors });

const memberType = z.enum(["user", "service", "profile"], "needs user, service or profile");
const added = { created_at: z.string().optional(), created_by_id: z.string().optional() };

export const add = createRoute({
  ...shared,
  method: "put",
  path: "/v2/groups/{access_group_id}/members",
  summary: "Add people and service IDs; each has its own status",
  request: {
    params,
    body: bodyOf(
      z.strictObject({
        members: z
          .array(z.strictObject({ iam_id: idText, type: memberType }), "needs a list of members")
          .max(membersMax, `has more than ${membersMax} members`),
      }),
    ),
  },
  responses: {
    207: answerOf(
      "Each member's outcome",
      z.object({ members: z.array(outcome.extend({ iam_id: z.string(), type: z.string(), ...added })) }),
    ),
    ...refusals,
  },
});

export const removeMany = createRoute({
  ...shared,
  method: "post",
  path: "/v2/groups/{access_group_id}/members/delete",
  summary: "Remove several members; each has its own status",
  request: {
    params,
    body: bodyOf(
      z.strictObject({
        members: z
          .array(idText, "needs a list of iam_ids")
          .max(membersMax, `has more than ${membersMax} members`),
      }),
    ),
  },
  responses: {
    207: answerOf(
      "Each member's outcome",
      z.object({ access_group_id: z.string(), members: z.array(outcome.extend({ iam_id: z.string() })) }),
    ),
    ...refusals,
  },
});

export const removeOne = createRoute({
  ...shared,
  method: "delete",
  path: "/v2/groups/{access_group_id}/members/{iam_id}",
  summary: "Remove a member",
  request: { params: memberParams },
  responses: { 204: noContent, ...refusals },
});

export const check = createRoute({
  ...shared,
  method: "get",
  path: "/v2/groups/{access_group_id}/members/{iam_id}",
  summary: "Whether someone is a member: 204 or 404 (also by HEAD)",
  request: { params: memberParams },
  responses: { 204: noContent, ...refusals },
});

const manyGroups = z.object({
  iam_id: z.string(),
  groups: z.array(outcome.extend({ access_group_id: z.string() })),
});
const everywhere = {
  params: z.object({ iam_id: idText }),
  query: z.object({ account_id: idText.optional() }),
};

export const addToMany = createRoute({
  ...shared,
  method: "put",
  path: "/v2/groups/_allgroups/members/{iam_id}",
  summary: "Add one identity to several groups",
  request: {
    ...everywhere,
    body: bodyOf(
      z.strictObject({
        type: memberType,
        groups: z
          .array(idText, "needs a list of groups")
          .max(membersMax, `has more than ${membersMax} groups`),
      }),
    ),
  },
  responses: { 207: answerOf("Each group's outcome", manyGroups), ...refusals },
});

export const removeFromAll = createRoute({
  ...shared,
  method: "delete",
  path: "/v2/groups/_allgroups/members/{iam_id}",
  summary: "Remove one identity from every group",
  request: everywhere,
  responses: { 207: answerOf("Each group's outcome", manyGroups), ...refusals },
});
