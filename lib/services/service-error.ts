export type ServiceErrorCode =
  /** Not there, or not yours: the identical answer. */
  | "not-found"
  /** The actor's role does not allow it. */
  | "forbidden"
  /** A field's value is not accepted; `field` names it. */
  | "invalid"
  /** The name or value is taken. */
  | "conflict"
  /** If-Match named another entity tag. */
  | "stale"
  | "locked"
  /** A sign-in within the last 15 minutes is needed. */
  | "sign-in-again"
  /** A credential that is not right. */
  | "unauthorized"
  | "rate-limited"
  /** The last administrator, a namespace in use … */
  | "in-use";

/**
 * What a use case refuses, for pages and protocols to put into their own words. `message` is English, names
 * the field, what it got and what it needs, and never holds a secret. `reason` picks the translation.
 */
export class ServiceError extends Error {
  override name = "ServiceError";
  readonly code: ServiceErrorCode;
  readonly field: string | null;
  readonly reason: string;

  constructor(code: ServiceErrorCode, message: string, options: { field?: string; reason?: string } = {}) {
    super(message);
    this.code = code;
    this.field = options.field ?? null;
    this.reason = options.reason ?? code;
  }
}

export const notFound = (what: string): ServiceError =>
  new ServiceError("not-found", `There is no such ${what} in this account.`);

export const forbidden = (message: string): ServiceError => new ServiceError("forbidden", message);

/** True across module graphs, where `instanceof` is not. */
export const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && error.name === "ServiceError";
