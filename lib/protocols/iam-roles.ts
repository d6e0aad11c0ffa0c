import { createRoute, z } from "@hono/zod-openapi";
import { crnOfRole } from "@/lib/domain/identifiers";
import { idText } from "@/lib/domain/inputs/text";
import { actionsOfRole, platformRoles, type Role, type RoleAction, serviceRoles } from "@/lib/domain/role";
import { policyAnswers } from "./iam-policy-answers";
import { answerOf, refusals, requireAccount, security } from "./iam-requests";
import { guarded, restApp } from "./rest";

const descriptions: { [role in Role]: string } = {
  Reader: "Pulls images and lists them.",
  Writer: "Pulls, pushes and deletes images.",
  Manager: "Pulls, pushes and deletes images; makes and deletes namespaces.",
  Viewer: "Reads the account's access, usage and audit.",
  Operator: "Reads the account's access, usage and audit.",
  Editor: "Reads the account's access, usage and audit.",
  Administrator: "Manages the account's access, reads usage and audit.",
};

const roleShape = z
  .object({
    display_name: z.string(),
    description: z.string(),
    actions: z.array(z.string()),
    crn: z.string(),
  })
  .openapi("Role");

/** A role as a policy's answer and the list of roles show it. */
export const roleWords = (role: Role) => ({ display_name: role, description: descriptions[role] });

const actionWords: { [action in RoleAction]: string } = {
  "image.pull": "Pull images",
  "image.push": "Push images",
  "image.delete": "Delete images",
  "image.list": "List images",
  "image.inspect": "Inspect images",
  "namespace.list": "List namespaces",
  "namespace.create": "Create namespaces",
  "namespace.delete": "Delete namespaces",
  "platform.view": "Read the account's access, usage and audit",
  "platform.operate": "Reserved: as platform.view",
  "platform.edit": "Reserved: as platform.view",
  "platform.administer": "Manage the account's access",
};

/** A role with its actions, as `format=display` shows it. */
export const displayedRole = (role: Role) => ({
  ...roleWords(role),
  actions: actionsOfRole(role).map((action) => ({
    id: `container-registry.${action}`,
    display_name: actionWords[action],
    description: `${actionWords[action]}.`,
  })),
});

export const displayedActions = z
  .array(z.object({ id: z.string(), display_name: z.string(), description: z.string() }))
  .optional();

const roleJson = (role: Role) => ({
  ...roleWords(role),
  actions: actionsOfRole(role).map((action) => `container-registry.${action}`),
  crn: crnOfRole(role),
});

const list = createRoute({
  security,
  tags: ["Policies"],
  middleware: guarded,
  method: "get",
  path: "/v2/roles",
  summary: "Roles and their actions",
  request: {
    query: z.object({
      account_id: idText.optional(),
      service_name: z.string().optional(),
      policy_type: z.string().optional(),
      source_service_name: z.string().optional(),
      service_group_id: z.string().optional(),
    }),
  },
  responses: {
    200: answerOf(
      "All roles; there are no custom ones",
      z.object({
        custom_roles: z.array(roleShape),
        service_roles: z.array(roleShape),
        system_roles: z.array(roleShape),
      }),
    ),
    ...refusals,
  },
});

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamRoles = restApp(policyAnswers).openapi(list, (c) => {
  const query = c.req.valid("query");
  requireAccount(c.get("actor"), query.account_id);
  const other = query.service_name !== undefined && query.service_name !== "container-registry";
  return c.json(
    {
      custom_roles: [],
      service_roles: other ? [] : serviceRoles.map(roleJson),
      system_roles: platformRoles.map(roleJson),
    },
    200,
  );
});
