import { z } from "zod";
import { nameText } from "./text";

/** Trimmed text of one shape; `reason` picks the translation. */
function shaped(shape: RegExp, rule: string, reason: string) {
  return z
    .string(rule)
    .trim()
    .refine((text) => shape.test(text), { error: rule, params: { reason } });
}

const idRule = "needs 2 to 30 of a-z 0-9 -, with a letter or digit at both ends";
const regionIdText = shaped(/^[a-z0-9][a-z0-9-]{0,28}[a-z0-9]$/, idRule, "region-id");

const hostRule = "needs a host name, with a port where it is not 443, such as us.registry.example:5000";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

const urlRule = "needs http:// or https:// and a host, without path, query or credentials";
const originText = z.string(urlRule).transform((text, context): string => {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const bare = url && url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  if (bare && /^https?:$/.test(url.protocol)) return url.origin;
  context.addIssue({ code: "custom", message: urlRule, params: { reason: "region-url" } });
  return z.NEVER;
});

const ttlRule = "needs 60 to 3600 seconds";

/** What a site administrator says of a region; its id stays. */
export const UpdateRegion = z.object({
  /** Empty = none. */
  formerName: z
    .string(idRule)
    .nullable()
    .default(null)
    .transform((name) => name?.trim() || null)
    .pipe(regionIdText.nullable()),
  name: nameText,
  nameDe: nameText,
  /** What people type after `docker login`. */
  host: shaped(
    new RegExp(`^(?=.{1,255}$)${label}(?:\\.${label})*(?::\\d{1,5})?$`, "i"),
    hostRule,
    "region-host",
  ).transform((host) => host.toLowerCase()),
  /** Where the portal reaches the registry. */
  url: originText,
  /** The registry's `auth.token.service`. */
  service: shaped(/^[\x21-\x7e]{1,255}$/, "needs 1 to 255 characters without spaces", "region-service"),
  tokenTtlSeconds: z.coerce.number(ttlRule).int(ttlRule).min(60, ttlRule).max(3600, ttlRule).default(300),
  /** Gives docker a refresh token when it asks for one. */
  offlineToken: z.boolean("needs true or false").default(false),
});
export type UpdateRegion = z.input<typeof UpdateRegion>;

export const CreateRegion = UpdateRegion.extend({ id: regionIdText });
export type CreateRegion = z.input<typeof CreateRegion>;
