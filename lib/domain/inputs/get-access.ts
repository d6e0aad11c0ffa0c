import { z } from "zod";
import { serviceRoles } from "../role";
import { expiryInput } from "./api-key";
import { namespaceText } from "./namespace";
import { patternText } from "./policy";
import { descriptionText, nameText, regionText } from "./text";

/** The quick form: a label (which names the service ID and the key), where, and which role. */
export const CreateAccess = z
  .object({
    label: nameText,
    /** Region id or former name; null = every region. */
    region: regionText.nullable().default(null),
    namespace: namespaceText,
    role: z.enum(serviceRoles, `needs one of ${serviceRoles.join(", ")}`),
    /** Repository pattern inside the namespace; null = all of it. */
    pattern: patternText.nullable().default(null),
    /** Null = never. */
    expiresAt: expiryInput,
    description: descriptionText.optional(),
    /** Makes the namespace in `region` first, if it isn't there. */
    createNamespace: z.boolean("needs true or false").default(false),
  })
  .refine((input) => !input.createNamespace || input.region !== null, {
    path: ["region"],
    error: "is empty, a new namespace needs one region",
    params: { reason: "region-needed" },
  });
export type CreateAccess = z.input<typeof CreateAccess>;
