/** Roles on images and namespaces. @see IBM Cloud Container Registry's IAM actions */
export const serviceRoles = ["Reader", "Writer", "Manager"] as const;
/** Roles on the account itself: Viewer reads usage and audit, Administrator manages access. */
export const platformRoles = ["Viewer", "Operator", "Editor", "Administrator"] as const;

export type ServiceRole = (typeof serviceRoles)[number];
export type PlatformRole = (typeof platformRoles)[number];
export type Role = ServiceRole | PlatformRole;

export const roles: readonly Role[] = [...serviceRoles, ...platformRoles];

/** What the registry protocol can tell apart. */
export const registryActions = ["pull", "push", "delete"] as const;
export type RegistryAction = (typeof registryActions)[number];

export type RoleAction =
  | `image.${RegistryAction | "list" | "inspect"}`
  | `namespace.${"list" | "create" | "delete"}`
  | `platform.${"view" | "operate" | "edit" | "administer"}`;

/** Platform roles have actions too, so that giving one is measured like giving any other. */
const actions: Record<Role, readonly RoleAction[]> = {
  Reader: ["image.pull", "image.list", "image.inspect", "namespace.list"],
  Writer: ["image.pull", "image.push", "image.delete"],
  Manager: [
    "image.pull",
    "image.push",
    "image.delete",
    "image.list",
    "image.inspect",
    "namespace.list",
    "namespace.create",
    "namespace.delete",
  ],
  Viewer: ["platform.view"],
  Operator: ["platform.view", "platform.operate"],
  Editor: ["platform.view", "platform.operate", "platform.edit"],
  Administrator: ["platform.view", "platform.operate", "platform.edit", "platform.administer"],
};

/** The role's actions, without their `container-registry.` prefix. */
export function actionsOfRole(role: Role): readonly RoleAction[] {
  return actions[role];
}

/** Whether one of the roles holds the action. */
export function rolesAllow(held: readonly Role[], action: RoleAction): boolean {
  return held.some((role) => actions[role].includes(action));
}

/** The least service role with the action: what to ask for. */
export function neededRole(action: RegistryAction): ServiceRole {
  return rolesAllow(["Reader"], `image.${action}`) ? "Reader" : "Writer";
}

/** The most far-reaching of the service roles among `held`; null when there is none. */
export function highestServiceRole(held: readonly Role[]): ServiceRole | null {
  return serviceRoles.findLast((role) => held.includes(role)) ?? null;
}

export function isRole(value: string): value is Role {
  return Object.hasOwn(actions, value);
}

export function isServiceRole(role: Role): role is ServiceRole {
  return (serviceRoles as readonly Role[]).includes(role);
}

export function isRegistryAction(action: string): action is RegistryAction {
  return (registryActions as readonly string[]).includes(action);
}
