import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { ServiceError } from "./service-error";

/** Dangerous actions want a sign-in within 15 minutes. @see docs/decisions/005-a-session-is-a-row.md */
const recentMs = 15 * 60_000;

/** Whether the person proved who they are within the last 15 minutes. Machines prove it with every request. */
export const signedInRecently = ({ authenticatedAt }: Pick<Actor, "authenticatedAt">): boolean =>
  authenticatedAt === null || runtime().clock.now().getTime() - authenticatedAt.getTime() < recentMs;

/**
 * For dangerous actions of people.
 * @throws ServiceError `sign-in-again`
 */
export const ensureRecentSignIn = (actor: Pick<Actor, "authenticatedAt">): void => {
  if (!signedInRecently(actor))
    throw new ServiceError(
      "sign-in-again",
      "This needs a sign-in within the last 15 minutes. Sign in again, then repeat it.",
    );
};
