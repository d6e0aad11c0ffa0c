import { CustomRoleList } from "@/components/custom-role-list";
import type { Actor } from "@/lib/services/actor";
import { countPoliciesByRole, listCustomRoles } from "@/lib/services/custom-roles";
import { createCustomRoleAction, deleteCustomRoleAction, replaceCustomRoleAction } from "./role-actions";

/** The account's own roles. */
export async function RolesSection({ actor }: { actor: Actor }) {
  const [roles, counts] = await Promise.all([listCustomRoles(actor), countPoliciesByRole(actor)]);
  return (
    <CustomRoleList
      roles={roles.map(({ id, name, displayName, description, actions, entityTag }) => ({
        ...{ id, name, displayName, description, actions, entityTag },
        policyCount: counts.get(name) ?? 0,
      }))}
      actions={{
        create: createCustomRoleAction,
        replace: replaceCustomRoleAction,
        remove: deleteCustomRoleAction,
      }}
    />
  );
}
