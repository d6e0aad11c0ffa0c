import { z } from "@hono/zod-openapi";
import { CreatePolicy } from "@/lib/domain/inputs/policy";
import { publicLink } from "@/lib/services/discovery";
import type { PolicyView } from "@/lib/services/policies";

/** What both versions of the policy API have in common. */
export const operator = z.enum(["stringEquals", "stringMatch"], "needs stringEquals or stringMatch");
export const name = z.string("needs text").min(1, "is empty").max(100, "is longer than 100 characters");
export const roleId = z.string("needs a role's CRN").max(255, "is longer than 255 characters");
export const type = z.literal("access", "needs access; there are no authorizations between services");
export const { description } = CreatePolicy.shape;

export const list = <Schema extends z.ZodType>(schema: Schema, what: string, most: number) =>
  z
    .array(schema, `needs a list of ${what}`)
    .min(1, `needs a list of ${what}, it is empty`)
    .max(most, `has more than ${most} ${what}`);

/** What both versions say about a policy beside its document. */
export const common = {
  id: z.string(),
  type: z.literal("access"),
  description: z.string().optional(),
  href: z.string(),
  created_at: z.string(),
  created_by_id: z.string(),
  last_modified_at: z.string(),
  last_modified_by_id: z.string(),
  state: z.enum(["active", "deleted"]),
  /** With `format=include_last_permit`, from the last 90 days of usage; absent where there was none. */
  last_permit_at: z.string().optional(),
  last_permit_frequency: z.number().int().optional(),
};

export const commonJson = (policy: PolicyView, path: string) => ({
  id: policy.id,
  type: "access",
  ...(policy.description === null ? {} : { description: policy.description }),
  href: publicLink(`${path}/${policy.id}`),
  created_at: policy.createdAt.toISOString(),
  created_by_id: policy.createdBy,
  last_modified_at: policy.modifiedAt.toISOString(),
  last_modified_by_id: policy.modifiedBy,
  state: policy.deleted ? "deleted" : "active",
});
