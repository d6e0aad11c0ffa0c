import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import { publicLink } from "@/lib/services/discovery";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  listPolicies,
  type PolicySort,
  type PolicyView,
  pagePolicies,
  updatePolicy,
} from "@/lib/services/policies";
import { ServiceError } from "@/lib/services/service-error";
import { policyAnswers } from "./iam-policy-answers";
import { type PolicyDocument, readDocument } from "./iam-policy-documents";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  ifMatchHeader,
  noContent,
  present,
  refusals,
  requireAccount,
  security,
} from "./iam-requests";
import { guarded, restApp } from "./rest";

/** What differs between the policy API's versions: the shapes, not what they mean. */
export type PolicyVersion<Body> = {
  path: "/v1/policies" | "/v2/policies";
  body: z.ZodType<Body>;
  shape: z.ZodType;
  /** The version's names of a document's parts, for messages. */
  words: { subject: string; resource: string; roles: string };
  read: (body: Body) => { document: PolicyDocument; description: string | null | undefined };
  write: (policy: PolicyView, accountId: string) => object;
};

const sorts: { [name: string]: PolicySort } = {
  id: "id",
  created_at: "createdAt",
  created_by_id: "createdBy",
  last_modified_at: "modifiedAt",
  last_modified_by_id: "modifiedBy",
  type: "id",
  href: "id",
  state: "id",
};
const sortNames = Object.keys(sorts).flatMap((name) => [name, `-${name}`]) as [string, ...string[]];

const listQuery = z.object({
  account_id: idText.optional(),
  iam_id: idText.optional(),
  access_group_id: idText.optional(),
  type: z.enum(["access", "authorization"], "needs access or authorization").optional(),
  service_type: z.enum(["service", "platform_service"], "needs service or platform_service").optional(),
  service_name: z.string().optional(),
  service_group_id: z.string().optional(),
  tag_name: z.string().optional(),
  tag_value: z.string().optional(),
  sort: z
    .enum(sortNames, `needs one of ${Object.keys(sorts).join(", ")}, with - before it for descending`)
    .optional(),
  format: z.string().optional(),
  state: z.enum(["active", "deleted"], "needs active or deleted").optional(),
  limit: z.coerce
    .number("needs a number")
    .int("needs a whole number")
    .min(1, "needs 1 to 100")
    .max(100, "needs 1 to 100")
    .optional(),
  start: z.string().max(4000, "is longer than 4000 characters").optional(),
});
type ListQuery = z.infer<typeof listQuery>;

/** Filters that select nothing here: there are no authorizations, tags or deleted policies. */
const selectsNothing = (query: ListQuery): boolean =>
  query.type === "authorization" ||
  query.state === "deleted" ||
  query.service_type === "platform_service" ||
  query.service_group_id !== undefined ||
  query.tag_name !== undefined ||
  query.tag_value !== undefined ||
  (query.service_name !== undefined && query.service_name !== "container-registry");

const list = async (c: Context, actor: Actor, query: ListQuery, write: (policy: PolicyView) => object) => {
  requireAccount(actor, query.account_id);
  const filter = selectsNothing(query)
    ? { iamId: "" }
    : present({ iamId: query.iam_id, accessGroupId: query.access_group_id });
  const order = query.sort?.startsWith("-") ? ("desc" as const) : ("asc" as const);
  const sort = sorts[query.sort?.replace(/^-/, "") ?? "created_at"] ?? "createdAt";
  const link = (start: string | null) => {
    const search = new URLSearchParams(new URL(c.req.url).search);
    search.delete("start");
    if (start) search.set("start", start);
    return {
      href: publicLink(`${c.req.path}${search.size > 0 ? `?${search}` : ""}`),
      ...(start ? { start } : {}),
    };
  };
  if (query.limit === undefined && query.start === undefined)
    return { first: link(null), policies: (await listPolicies(actor, filter, { sort, order })).map(write) };
  const page = await pagePolicies(actor, filter, {
    sort,
    order,
    ...present({ limit: query.limit, cursor: query.start }),
  });
  return {
    limit: page.limit,
    first: link(null),
    ...(page.next ? { next: link(page.next) } : {}),
    ...(page.previous ? { previous: link(page.previous) } : {}),
    policies: page.items.map(write),
  };
};

/** The policy API in one version. The entity tag is in the ETag header alone. */
export const policyApp = <Body>({ path, body, shape, words, read, write }: PolicyVersion<Body>) => {
  const shared = { security, tags: ["Policies"], middleware: guarded };
  const params = z.object({ policy_id: idText });
  const one = answerOf("The policy; its entity tag is in the ETag header", shape);
  const link = z.object({ href: z.string(), start: z.string().optional() });
  const page = z.object({
    limit: z.number().int().optional(),
    first: link,
    next: link.optional(),
    previous: link.optional(),
    policies: z.array(shape),
  });

  const answer = (c: Context, policy: PolicyView, status: 200 | 201) => {
    c.header("etag", policy.entityTag);
    return c.json(write(policy, (c.get("actor") as Actor).accountId), status) as never;
  };
  const ofBody = (c: Context, sent: unknown) => {
    const { document, description } = read(sent as Body);
    return {
      document,
      input: { ...readDocument(c.get("actor") as Actor, document, words), ...present({ description }) },
    };
  };

  return restApp(policyAnswers)
    .openapi(
      createRoute({
        ...shared,
        method: "get",
        path,
        summary: "Policies of the account, or of a subject",
        request: { query: listQuery },
        responses: { 200: answerOf("Policies; all of them where no limit is given", page), ...refusals },
      }),
      async (c) => {
        const actor = c.get("actor");
        const toJson = (policy: PolicyView) => write(policy, actor.accountId);
        return c.json((await list(c, actor, c.req.valid("query"), toJson)) as never, 200);
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: "post",
        path,
        summary: "Give roles to a person, service ID or access group",
        request: { body: bodyOf(body) },
        responses: { 201: one, ...refusals, ...conflicts },
      }),
      async (c) => {
        const { document, input } = ofBody(c, c.req.valid("json" as never));
        return answer(c, await createPolicy(c.get("actor"), input, document), 201);
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: "get",
        path: `${path}/{policy_id}`,
        summary: "One policy",
        request: { params },
        responses: { 200: one, ...refusals },
      }),
      async (c) => answer(c, await getPolicy(c.get("actor"), c.req.valid("param").policy_id), 200),
    )
    .openapi(
      createRoute({
        ...shared,
        method: "put",
        path: `${path}/{policy_id}`,
        summary: "Replace a policy's roles and resources",
        request: { params, headers: ifMatchHeader, body: bodyOf(body) },
        responses: {
          200: one,
          ...refusals,
          ...conflicts,
          412: { description: "Changed meanwhile: read it again." },
        },
      }),
      async (c) => {
        const actor = c.get("actor");
        const { document, input } = ofBody(c, c.req.valid("json" as never));
        const { subject, ...reach } = input;
        const id = c.req.valid("param").policy_id;
        const held = await getPolicy(actor, id);
        if (held.subject.id !== ("iamId" in subject ? subject.iamId : subject.accessGroupId))
          throw new ServiceError(
            "invalid",
            `${words.subject} can't change: make another policy for another subject`,
            {
              field: words.subject,
            },
          );
        const options = { ifMatch: entityTagOf(c.req.valid("header")["if-match"]), document };
        return answer(c, await updatePolicy(actor, id, reach, options), 200);
      },
    )
    .openapi(
      createRoute({
        ...shared,
        method: "delete",
        path: `${path}/{policy_id}`,
        summary: "Take a policy away",
        request: { params },
        responses: { 204: noContent, ...refusals, ...conflicts },
      }),
      async (c) => {
        await deletePolicy(c.get("actor"), c.req.valid("param").policy_id);
        return c.body(null, 204) as never;
      },
    );
};
