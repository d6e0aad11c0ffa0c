import { OpenAPIHono } from "@hono/zod-openapi";
import { accounts } from "./accounts";
import { iamActivity } from "./iam-activity";
import { iamApiKeys } from "./iam-api-keys";
import { iamGroupMembers } from "./iam-group-members";
import { iamGroups } from "./iam-groups";
import { iamPolicies, iamPoliciesV2, iamPolicyStates } from "./iam-policies";
import { iamRoles } from "./iam-roles";
import { iamServiceIdGroups } from "./iam-service-id-groups";
import { iamServiceIds } from "./iam-service-ids";
import { namespaces } from "./namespaces";
import type { RestEnv } from "./rest";

const description = `Wharfkey's REST API. What IBM Cloud has too (identities, policies, access groups, namespaces) keeps IBM's
shapes, so that its SDKs work with their URL changed. Every call takes an access token from /identity/token.`;

/** The APIs that are described by their own routes, and the description of them all. */
export const restApis = new OpenAPIHono<RestEnv>()
  .route("/", iamApiKeys)
  .route("/", iamServiceIds)
  .route("/", iamServiceIdGroups)
  .route("/", iamPolicies)
  .route("/", iamPolicyStates)
  .route("/", iamPoliciesV2)
  .route("/", iamRoles)
  .route("/", iamGroupMembers)
  .route("/", iamGroups)
  .route("/", iamActivity)
  .route("/", namespaces)
  .route("/", accounts);

restApis.openAPIRegistry.registerComponent("securitySchemes", "accessToken", {
  type: "http",
  scheme: "bearer",
  bearerFormat: "JWT",
});

restApis.doc31("/openapi.json", {
  openapi: "3.1.0",
  info: { title: "Wharfkey", version: "1", description },
});
