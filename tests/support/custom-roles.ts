import { actionId, type CustomRole, type RoleAction } from "@/lib/domain/role";

/** A role of an account's own with these actions. */
export const customRole = (name: string, ...actions: RoleAction[]): CustomRole => ({
  name,
  displayName: `The ${name}`,
  description: null,
  actions: actions.map(actionId),
});

export const puller = customRole("Puller", "image.pull");
export const pusher = customRole("Pusher", "image.push");
export const deployer = customRole("Deployer", "image.pull", "image.push");
export const spaceMaker = customRole("SpaceMaker", "namespace.create");
/** Its service isn't here. */
export const groupReader: CustomRole = {
  ...puller,
  name: "GroupReader",
  actions: ["iam-groups.groups.read"],
};
