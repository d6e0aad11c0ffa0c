/** Roles on images and namespaces. @see IBM Cloud Container Registry's IAM actions */
export const serviceRoles = ["Reader", "Writer", "Manager"] as const;
/** Roles on the account itself: Viewer reads usage and audit, Administrator manages access. */
export const platformRoles = ["Viewer", "Operator", "Editor", "Administrator"] as const;

export type ServiceRole = (typeof serviceRoles)[number];
export type PlatformRole = (typeof platformRoles)[number];
export type Role = ServiceRole | PlatformRole;

/** A role that an account made for itself. */
export type CustomRole = {
  /** What policies and its CRN name it by; unique in its account, and none of ours. */
  name: string;
  displayName: string;
  description: string | null;
  /** As the API has them: `container-registry.image.pull`. Those of other services give nothing here. */
  actions: readonly string[];
};

/** A role as a policy holds it: one of ours by its name, or one of the account's own. */
export type HeldRole = Role | CustomRole;

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

/** The service that roles of images are for. */
export const registryService = "container-registry";

/** What an account's own role can be made of: everything on images and namespaces, nothing of the account itself. */
export const customActions: readonly RoleAction[] = actions.Manager;

/** The action as the API names it: `container-registry.image.pull`. */
export function actionId(action: RoleAction): string {
  return `${registryService}.${action}`;
}

/** The role's actions, without their `container-registry.` prefix. */
export function actionsOfRole(role: HeldRole): readonly RoleAction[] {
  return typeof role === "string" ? actions[role] : customActions.filter((one) => allows(role, one));
}

/** Whether one of the roles holds the action. */
export function rolesAllow(held: readonly HeldRole[], action: RoleAction): boolean {
  return held.some((role) => allows(role, action));
}

function allows(role: HeldRole, action: RoleAction): boolean {
  return typeof role === "string"
    ? actions[role].includes(action)
    : customActions.includes(action) && role.actions.includes(actionId(action));
}

/** The least service role with the action: what to ask for. */
export function neededRole(action: RegistryAction): ServiceRole {
  return rolesAllow(["Reader"], `image.${action}`) ? "Reader" : "Writer";
}

/** The most far-reaching of the service roles among `held`; null when there is none. */
export function highestServiceRole(held: readonly HeldRole[]): ServiceRole | null {
  return serviceRoles.findLast((role) => held.includes(role)) ?? null;
}

/** What roles on images amount to: the highest service role, and each of the account's own. */
export function registryRoleTitles(held: readonly HeldRole[]): string {
  const highest = highestServiceRole(held);
  const custom = held.filter(isCustomRole).map(roleTitle);
  return [...new Set(highest ? [highest, ...custom] : custom)].join(", ");
}

export function isRole(value: string): value is Role {
  return Object.hasOwn(actions, value);
}

export function isServiceRole(role: HeldRole): role is ServiceRole {
  return (serviceRoles as readonly HeldRole[]).includes(role);
}

export function isPlatformRole(role: HeldRole): role is PlatformRole {
  return (platformRoles as readonly HeldRole[]).includes(role);
}

export function isCustomRole(role: HeldRole): role is CustomRole {
  return typeof role !== "string";
}

/** What policies name roles on images by: ours, and the account's own. */
export function registryRoleNames(custom: readonly CustomRole[]): string[] {
  return [...serviceRoles, ...custom].map(roleName);
}

/** A role on images or namespaces, whoever made it. */
export function isRegistryRole(role: HeldRole): role is ServiceRole | CustomRole {
  return !isPlatformRole(role);
}

/** Whether the name has the form of a custom role's: `[A-Z][A-Za-z0-9]*`, at most 30 characters. */
export function isCustomRoleName(name: string): boolean {
  return /^[A-Z][A-Za-z0-9]{0,29}$/.test(name) && !isRole(name);
}

/** A name from what people read: "Image deployer (eu)" → `ImageDeployerEu`. Empty when nothing of it fits. */
export function suggestRoleName(displayName: string): string {
  const plain = displayName.normalize("NFD").replace(/\p{M}/gu, "");
  const words = plain.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join("").replace(/^\d+/, "").slice(0, 30);
}

/** What policies name the role by. */
export function roleName(role: string | CustomRole): string {
  return typeof role === "string" ? role : role.name;
}

/** What people read. */
export function roleTitle(role: HeldRole): string {
  return typeof role === "string" ? role : role.displayName;
}

/** Several of them: "Reader, Image Pusher". */
export function roleTitles(held: readonly HeldRole[]): string {
  return held.map(roleTitle).join(", ");
}

/** Roles by what a policy names them. A name that nobody has any more gives nothing. */
export function rolesNamed(names: readonly string[], custom: readonly CustomRole[]): HeldRole[] {
  return names.flatMap((name) => (isRole(name) ? name : (custom.find((one) => one.name === name) ?? [])));
}

export function isRegistryAction(action: string): action is RegistryAction {
  return (registryActions as readonly string[]).includes(action);
}
