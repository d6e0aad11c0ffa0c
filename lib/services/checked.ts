import type { z } from "zod";
import { ServiceError } from "./service-error";

/**
 * Reads a use case's input by its schema, whoever called: form, action or API.
 * @throws ServiceError `invalid` with the first field that isn't accepted, what it got and what it needs
 */
export const checked = <Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join(".") || "input";
  const reason =
    issue?.code === "custom" ? String(issue.params?.reason ?? "invalid") : (issue?.code ?? "invalid");
  throw new ServiceError("invalid", `${field} ${issue?.message ?? "is not accepted"}`, { field, reason });
};

/** Refuses an If-Match that names another state. Absent or `*`: no condition. */
export const requireMatch = (ifMatch: string | undefined, entityTag: string): void => {
  if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== entityTag)
    throw new ServiceError(
      "stale",
      `If-Match names ${ifMatch.slice(0, 80)}, the entity is at ${entityTag}: read it again.`,
      {
        field: "If-Match",
      },
    );
};

/** Refuses an expiry that isn't ahead. */
export const requireAhead = (expiresAt: Date | null, now: Date): void => {
  if (expiresAt && expiresAt <= now)
    throw new ServiceError(
      "invalid",
      `expiresAt is ${expiresAt.toISOString()}, it needs a time that lies ahead`,
      {
        field: "expiresAt",
        reason: "past",
      },
    );
};
