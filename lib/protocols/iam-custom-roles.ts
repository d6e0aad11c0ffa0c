import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { CreateCustomRole } from "@/lib/domain/inputs/custom-role";
import { idText } from "@/lib/domain/inputs/text";
import {
  type CustomRoleView,
  createCustomRole,
  deleteCustomRole,
  getCustomRole,
  replaceCustomRole,
} from "@/lib/services/custom-roles";
import { policyAnswers } from "./iam-policy-answers";
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
import { customRoleJson, customRoleShape } from "./iam-roles";
import { guarded, restApp } from "./rest";

const shared = { security, tags: ["Policies"], middleware: guarded };
const params = z.object({ role_id: idText });
const one = answerOf("The custom role; its entity tag is in the ETag header", customRoleShape);

const { name, serviceName, displayName, description, actions } = CreateCustomRole.shape;
const changeable = { display_name: displayName, description, actions };

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v2/roles",
  summary: "Make a custom role out of actions on images and namespaces",
  request: {
    query: z.object({ account_id: idText.optional() }),
    body: bodyOf(z.strictObject({ name, account_id: idText, service_name: serviceName, ...changeable })),
  },
  responses: { 201: one, ...refusals, ...conflicts },
});

const get = createRoute({
  ...shared,
  method: "get",
  path: "/v2/roles/{role_id}",
  summary: "One custom role",
  request: { params },
  responses: { 200: one, ...refusals },
});

const replace = createRoute({
  ...shared,
  method: "put",
  path: "/v2/roles/{role_id}",
  summary: "Replace what a custom role is called and can do; policies that hold it follow at once",
  request: { params, headers: ifMatchHeader, body: bodyOf(z.strictObject(changeable)) },
  responses: { 200: one, ...refusals, 412: { description: "Changed meanwhile: read it again." } },
});

const remove = createRoute({
  ...shared,
  method: "delete",
  path: "/v2/roles/{role_id}",
  summary: "Delete a custom role that no policy holds",
  request: { params },
  responses: { 204: noContent, ...refusals, ...conflicts },
});

const answer = <Status extends 200 | 201>(c: Context, role: CustomRoleView, status: Status) => {
  c.header("etag", role.entityTag);
  return c.json(customRoleJson(role), status);
};

/** @see https://cloud.ibm.com/apidocs/iam-policy-management#create-role */
export const iamCustomRoles = restApp({
  ...policyAnswers,
  "not-found": { status: 404, code: "role_not_found" },
  conflict: { status: 409, code: "role_conflict_error" },
  "in-use": { status: 409, code: "role_conflict_error" },
})
  .openapi(create, async (c) => {
    const actor = c.get("actor");
    const { account_id, service_name, display_name, ...rest } = c.req.valid("json");
    requireAccount(actor, c.req.valid("query").account_id);
    requireAccount(actor, account_id);
    const input = { serviceName: service_name, displayName: display_name, ...rest };
    return answer(c, await createCustomRole(actor, present(input) as CreateCustomRole), 201);
  })
  .openapi(get, async (c) =>
    answer(c, await getCustomRole(c.get("actor"), c.req.valid("param").role_id), 200),
  )
  .openapi(replace, async (c) => {
    const { display_name, ...rest } = c.req.valid("json");
    const ifMatch = entityTagOf(c.req.valid("header")["if-match"]);
    const id = c.req.valid("param").role_id;
    return answer(
      c,
      await replaceCustomRole(c.get("actor"), id, { displayName: display_name, ...rest }, { ifMatch }),
      200,
    );
  })
  .openapi(remove, async (c) => {
    await deleteCustomRole(c.get("actor"), c.req.valid("param").role_id);
    return c.body(null, 204);
  });
