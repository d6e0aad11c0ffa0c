import { z } from "zod";
import { actionId, customActions, isCustomRoleName, isRole, registryService, roles } from "../role";
import { descriptionText, nameText } from "./text";

/**
 * The service that IBM's public examples make a role for. It isn't offered here, so such a role is kept and gives
 * nothing, as whatever else a policy may ask for that isn't here.
 */
const otherService = "iam-groups";

const known = customActions.map(actionId);

const displayName = nameText
  .max(50, "is longer than 50 characters")
  .refine((text) => !roles.some((role) => role.toLowerCase() === text.toLowerCase()), {
    error: "is what a role of the system is called, it needs another name",
    params: { reason: "role-name-taken" },
  });

/** What can be changed of a role; its name and service stay. */
const changeable = {
  displayName,
  description: descriptionText
    .refine((text) => text === null || text.length <= 250, "is longer than 250 characters")
    .optional(),
  actions: z
    .array(z.string("needs an action's name"), "needs a list of actions")
    .min(1, "is empty, it needs at least one action")
    .max(50, "has more than 50 actions")
    .refine((list) => new Set(list).size === list.length, {
      error: "names an action twice",
      params: { reason: "action-twice" },
    }),
};

const isOther = (action: string) => /^iam-groups\.[a-z-]{1,40}\.[a-z-]{1,40}$/.test(action);

/** Names those of the actions that the service doesn't have. */
export const unknownActions = (service: string, actions: readonly string[]): string[] =>
  actions.filter((action) => (service === otherService ? !isOther(action) : !known.includes(action)));

export const CreateCustomRole = z.object({
  name: z
    .string("needs a name")
    .max(30, "is longer than 30 characters")
    .refine((text) => !isRole(text), {
      error: "is the name of a role of the system, it needs another one",
      params: { reason: "role-name-taken" },
    })
    .refine(isCustomRoleName, {
      error: "needs a capital letter first and then letters and digits alone, such as ImagePuller",
      params: { reason: "role-name" },
    }),
  serviceName: z.enum([registryService, otherService], `needs ${registryService}`),
  ...changeable,
});
export type CreateCustomRole = z.input<typeof CreateCustomRole>;

/** Replaces all that can be changed. */
export const ReplaceCustomRole = z.object(changeable);
export type ReplaceCustomRole = z.input<typeof ReplaceCustomRole>;
