import { z } from "zod";
import { idText, nameText } from "./text";

const entriesMax = 100;

const only = <Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `is not offered here, it can only be ${values.map((value) => value || '""').join(" or ")}`);

const list = <Item extends z.ZodType>(item: Item) =>
  z.array(item, "needs a list").max(entriesMax, `has more than ${entriesMax} entries`);

/**
 * What IAM's account settings can say besides lifetimes and limits. Only what restricts nobody is accepted, since
 * nothing follows from it: it is kept as it is and shown again.
 */
export const IdentitySettings = z.object({
  restrict_create_service_id: only("NOT_SET", "NOT_RESTRICTED").optional(),
  restrict_create_platform_apikey: only("NOT_SET", "NOT_RESTRICTED").optional(),
  restrict_user_list_visibility: only("RESTRICTED", "NOT_RESTRICTED").optional(),
  allowed_ip_addresses: only("").optional(),
  mfa: only("NONE").optional(),
  user_mfa: list(z.strictObject({ iam_id: idText, mfa: only("NONE") })).optional(),
  restrict_user_domains: list(
    z.strictObject({
      realm_id: idText,
      invitation_email_allow_patterns: list(nameText).optional(),
      restrict_invitation: z
        .literal(false, "is not offered here, it can only be false: an invitation names its address")
        .optional(),
    }),
  ).optional(),
});
export type IdentitySettings = z.infer<typeof IdentitySettings>;

type Domains = NonNullable<IdentitySettings["restrict_user_domains"]>;

/** Domains by realm: a new entry replaces its realm's, one that names its realm alone removes it. */
export const mergedDomains = (before: Domains = [], given: Domains = []): Domains =>
  given.reduce<Domains>((kept, entry) => {
    const others = kept.filter(({ realm_id }) => realm_id !== entry.realm_id);
    return Object.keys(entry).length > 1 ? [...others, entry] : others;
  }, before);
