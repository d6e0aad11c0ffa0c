import { createRoute, z } from "@hono/zod-openapi";
import { idText } from "@/lib/domain/inputs/text";
import { notFound, ServiceError } from "@/lib/services/service-error";
import { policyAnswers } from "./iam-policy-answers";
import { bodyOf, refusals, requireAccount, security } from "./iam-requests";
import { guarded, restApp } from "./rest";

const shared = { security, tags: ["Policies"], middleware: guarded };
const account = z.object({ account_id: idText.optional() });

const create = createRoute({
  ...shared,
  method: "post",
  path: "/v2/roles",
  summary: "Custom roles are not offered: always refused with not_supported",
  request: { query: account, body: bodyOf(z.looseObject(account.shape)) },
  responses: refusals,
});

const one = <Method extends "get" | "put" | "delete">(method: Method) =>
  createRoute({
    ...shared,
    method,
    path: "/v2/roles/{role_id}",
    summary: "A custom role: there is none",
    request: { params: z.object({ role_id: idText }) },
    responses: refusals,
  });

/** @see https://cloud.ibm.com/apidocs/iam-policy-management#create-role */
export const iamCustomRoles = restApp({
  ...policyAnswers,
  "not-found": { status: 404, code: "role_not_found" },
}).openapi(create, (c) => {
  const actor = c.get("actor");
  requireAccount(actor, c.req.valid("query").account_id);
  requireAccount(actor, c.req.valid("json").account_id);
  throw new ServiceError(
    "invalid",
    "Custom roles are not offered here: give one or several of the roles that GET /v2/roles lists.",
    { reason: "not_supported" },
  );
});

for (const method of ["get", "put", "delete"] as const)
  iamCustomRoles.openapi(one(method), () => {
    throw notFound("role");
  });
