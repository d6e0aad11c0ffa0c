import { createRoute, z } from "@hono/zod-openapi";
import { crnOfRole } from "@/lib/domain/identifiers";
import { idText } from "@/lib/domain/inputs/text";
import {
  actionId,
  actionsOfRole,
  type HeldRole,
  isCustomRole,
  platformRoles,
  type Role,
  type RoleAction,
  registryService,
  roleTitle,
  serviceRoles,
} from "@/lib/domain/role";
import { type CustomRoleView, listCustomRoles } from "@/lib/services/custom-roles";
import { publicLink } from "@/lib/services/discovery";
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

const common = {
  display_name: z.string(),
  actions: z.array(z.string()),
  crn: z.string(),
};
const roleShape = z.object({ ...common, description: z.string() }).openapi("Role");

/** A role as a policy's answer and the list of roles show it; nothing of one that is there no more. */
export const roleWords = (role: HeldRole | undefined) => {
  if (!role) return {};
  const description = isCustomRole(role) ? role.description : descriptions[role];
  return { display_name: roleTitle(role), ...(description === null ? {} : { description }) };
};

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
export const displayedRole = (role: HeldRole | undefined) => ({
  ...roleWords(role),
  ...(role && { actions: displayed(role) }),
});

const displayed = (role: HeldRole) => {
  const ids = isCustomRole(role) ? role.actions : actionsOfRole(role).map(actionId);
  return ids.map((id) => {
    const words = wordsById.get(id) ?? id;
    return { id, display_name: words, description: `${words}.` };
  });
};

export const displayedActions = z
  .array(z.object({ id: z.string(), display_name: z.string(), description: z.string() }))
  .optional();

const wordsById = new Map(
  Object.entries(actionWords).map(([action, words]) => [actionId(action as RoleAction), words]),
);

const ofSystem = (role: Role) => ({
  display_name: role,
  description: descriptions[role],
  actions: actionsOfRole(role).map(actionId),
  crn: crnOfRole(role, ""),
});

export const customRoleShape = z
  .object({
    ...common,
    id: z.string(),
    description: z.string().optional(),
    name: z.string(),
    account_id: z.string(),
    service_name: z.string(),
    created_at: z.string(),
    created_by_id: z.string(),
    last_modified_at: z.string(),
    last_modified_by_id: z.string(),
    href: z.string(),
  })
  .openapi("CustomRole");

/** A custom role as IAM's API shows it. */
export const customRoleJson = (role: CustomRoleView): z.infer<typeof customRoleShape> => ({
  id: role.id,
  display_name: role.displayName,
  ...(role.description === null ? {} : { description: role.description }),
  actions: role.actions,
  crn: crnOfRole(role, role.accountId),
  name: role.name,
  account_id: role.accountId,
  service_name: role.serviceName,
  created_at: role.createdAt.toISOString(),
  created_by_id: role.createdBy,
  last_modified_at: role.modifiedAt.toISOString(),
  last_modified_by_id: role.modifiedBy,
  href: publicLink(`/v2/roles/${role.id}`),
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
      "The account's own roles, and those of the system",
      z.object({
        custom_roles: z.array(customRoleShape),
        service_roles: z.array(roleShape),
        system_roles: z.array(roleShape),
      }),
    ),
    ...refusals,
  },
});

/** @see https://cloud.ibm.com/apidocs/iam-policy-management */
export const iamRoles = restApp(policyAnswers).openapi(list, async (c) => {
  const query = c.req.valid("query");
  const actor = c.get("actor");
  requireAccount(actor, query.account_id);
  const { service_name: service = registryService } = query;
  const roles = await listCustomRoles(actor);
  return c.json(
    {
      custom_roles: roles.filter((role) => offers(role, query)).map(customRoleJson),
      service_roles: service === registryService ? serviceRoles.map(ofSystem) : [],
      system_roles: platformRoles.map(ofSystem),
    },
    200,
  );
});

type Query = z.infer<(typeof list)["request"]["query"]>;

/** An account's own roles are for access alone: not between services, nor for a group of services. */
const offers = (role: CustomRoleView, query: Query): boolean =>
  (query.service_name === undefined || query.service_name === role.serviceName) &&
  (query.policy_type === undefined || query.policy_type === "access") &&
  query.source_service_name === undefined &&
  query.service_group_id === undefined;
