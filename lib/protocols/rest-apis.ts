import { OpenAPIHono } from "@hono/zod-openapi";
import { accounts } from "./accounts";
import { auditCheckpoints } from "./audit-checkpoints";
import { iamAccountSettings } from "./iam-account-settings";
import { iamActivity } from "./iam-activity";
import { iamApiKeys } from "./iam-api-keys";
import { iamCustomRoles } from "./iam-custom-roles";
import { iamGroupMembers } from "./iam-group-members";
import { iamGroupRules } from "./iam-group-rules";
import { iamGroupSettings } from "./iam-group-settings";
import { iamGroups } from "./iam-groups";
import { iamPolicies, iamPolicyStates } from "./iam-policies";
import { iamPoliciesV2 } from "./iam-policies-v2";
import { iamRoles } from "./iam-roles";
import { iamServiceIdGroups } from "./iam-service-id-groups";
import { iamServiceIds } from "./iam-service-ids";
import { leakedKeys } from "./leaked-keys";
import { namespaces } from "./namespaces";
import { otherPaths, securitySchemes } from "./other-paths";
import type { RestEnv } from "./rest";

const description = `Wharfkey's REST API. What IBM Cloud has too (identities, policies, access groups, namespaces) keeps IBM's
shapes, so that its SDKs work with their URL changed. Every call takes an access token from /identity/token.
What IBM has and Wharfkey hasn't (trusted profiles, templates for enterprises, multi-factor sign-in, preferences,
limits on identities) answers 404 with the code not_supported; another method than those described, 405 with Allow.`;

/** The APIs that are described by their own routes, and the description of them all. */
export const restApis = new OpenAPIHono<RestEnv>()
  .route("/", iamApiKeys)
  .route("/", iamServiceIds)
  .route("/", iamServiceIdGroups)
  .route("/", iamPolicies)
  .route("/", iamPolicyStates)
  .route("/", iamPoliciesV2)
  .route("/", iamRoles)
  .route("/", iamCustomRoles)
  .route("/", iamGroupMembers)
  .route("/", iamGroupRules)
  .route("/", iamGroupSettings)
  .route("/", iamGroups)
  .route("/", iamActivity)
  .route("/", iamAccountSettings)
  .route("/", leakedKeys)
  .route("/", namespaces)
  .route("/", accounts)
  .route("/", auditCheckpoints);

/** OpenAPI 3.1 of every path that machines call. */
export const openApiDocument = () => {
  const info = { title: "Wharfkey", version: "1", description };
  const document = restApis.getOpenAPI31Document({ openapi: "3.1.0", info });
  return {
    ...document,
    paths: { ...otherPaths, ...document.paths },
    components: { ...document.components, securitySchemes },
  };
};

let written: object | undefined;

restApis.get("/openapi.json", (c) => {
  written ??= openApiDocument();
  return c.json(written, 200, { "cache-control": "public, max-age=300" });
});
