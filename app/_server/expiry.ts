import { runtime } from "@/lib/platform/runtime";

const dayMs = 86_400_000;

/**
 * The expiry that a form asks for: `90d` from now, `never` (null), `keep` (undefined), or an instant as text,
 * which the input's schema reads and refuses.
 */
export const expiryOf = (value: unknown): Date | string | null | undefined => {
  if (typeof value !== "string" || value === "keep") return undefined;
  if (value === "never") return null;
  const days = /^(\d{1,4})d$/.exec(value)?.[1];
  // An empty text would mean never; a form doesn't send that by omission.
  return days ? new Date(runtime().clock.now().getTime() + Number(days) * dayMs) : value || "no day";
};
