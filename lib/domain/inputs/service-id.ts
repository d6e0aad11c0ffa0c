import { z } from "zod";
import { descriptionText, idText, nameText } from "./text";

const crns = z
  .array(
    z
      .string("needs text")
      .max(255, "is longer than 255 characters")
      .regex(/^[\x21-\x7e]+$/, "needs a CRN"),
  )
  .max(100, "has more than 100 entries");

export const CreateServiceId = z.object({
  name: nameText,
  description: descriptionText.optional(),
  /** Id of a service ID group of the account. */
  groupId: idText.nullable().optional(),
  uniqueInstanceCrns: crns.optional(),
  locked: z.boolean("needs true or false").default(false),
});
export type CreateServiceId = z.input<typeof CreateServiceId>;

/** What is absent stays; `description: null` or "" clears. */
export const UpdateServiceId = z.object({
  name: nameText.optional(),
  description: descriptionText.optional(),
  groupId: idText.nullable().optional(),
  uniqueInstanceCrns: crns.optional(),
});
export type UpdateServiceId = z.input<typeof UpdateServiceId>;

/** Service ID groups and access groups are named alike. */
export const NamedGroup = z.object({ name: nameText, description: descriptionText.optional() });
export type NamedGroup = z.input<typeof NamedGroup>;

export const UpdateNamedGroup = NamedGroup.partial();
export type UpdateNamedGroup = z.input<typeof UpdateNamedGroup>;
