import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { CreatePolicy } from "@/lib/domain/inputs/policy";
import { idText } from "@/lib/domain/inputs/text";
import type { Actor } from "@/lib/services/actor";
import {
  createPolicy,
  deletePolicy,
  getPolicy,
  type PolicyView,
  updatePolicy,
} from "@/lib/services/policies";
import { permitsOf } from "@/lib/services/policy-permits";
import { ServiceError } from "@/lib/services/service-error";
import { policyAnswers } from "./iam-policy-answers";
import { type PolicyDocument, readDocument } from "./iam-policy-documents";
import { format, listJson, listQuery, type WritePolicies } from "./iam-policy-list";
import {
  answerOf,
  bodyOf,
  conflicts,
  entityTagOf,
  ifMatchHeader,
  noContent,
  present,
  refusals,
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
  read: (body: Body) => {
    document: PolicyDocument;
    rest: Pick<CreatePolicy, "condition" | "tags"> & { description: string | null | undefined };
  };
  /** @param display with the roles' actions */
  write: (policy: PolicyView, accountId: string, display: boolean) => object;
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
    return c.json(write(policy, (c.get("actor") as Actor).accountId, false), status) as never;
  };
  const writeAll =
    (actor: Actor): WritePolicies =>
    async (policies, as) => {
      const permits = as === "include_last_permit" ? await permitsOf(actor, policies) : new Map();
      return policies.map((policy) => {
        const permit = permits.get(policy.id);
        return {
          ...write(policy, actor.accountId, as === "display"),
          ...(permit && { last_permit_at: permit.at.toISOString(), last_permit_frequency: permit.count }),
        };
      });
    };
  const ofBody = (c: Context, sent: unknown) => {
    const { document, rest } = read(sent as Body);
    return {
      document,
      input: { ...readDocument(c.get("actor") as Actor, document, words), ...present(rest) },
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
        return c.json((await listJson(c, actor, c.req.valid("query"), writeAll(actor))) as never, 200);
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
        request: { params, query: z.object({ format }) },
        responses: { 200: one, ...refusals },
      }),
      async (c) => {
        const actor = c.get("actor");
        const policy = await getPolicy(actor, c.req.valid("param").policy_id);
        c.header("etag", policy.entityTag);
        const [written] = await writeAll(actor)([policy], c.req.valid("query").format);
        return c.json(written as never, 200);
      },
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
        summary: "Take a policy away; for 30 days it can be restored",
        request: { params },
        responses: { 204: noContent, ...refusals, ...conflicts },
      }),
      async (c) => {
        await deletePolicy(c.get("actor"), c.req.valid("param").policy_id);
        return c.body(null, 204) as never;
      },
    );
};
