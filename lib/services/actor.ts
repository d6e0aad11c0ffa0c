/** Who acts: a signed-in person, or an identity with an access token. Built per request, never stored. */
export type Actor = {
  iamId: string;
  name: string;
  /** The account it acts in; everything it touches is looked up in this one. */
  accountId: string;
  /** `service`: a service ID; what it may comes from its platform roles alone. */
  role: "administrator" | "auditor" | "member" | "service";
  platformRoles: readonly string[];
  siteAdministrator: boolean;
  apikeyId: string | null;
  sessionId: string | null;
  /** When the person last proved who they are; null for machines. */
  authenticatedAt: Date | null;
  ip: string;
  correlationId: string;
};

/** The portal itself: first start, key rotation, retention. */
export const systemActor = (correlationId: string): Actor => ({
  iamId: "wharfkey-system",
  name: "Wharfkey",
  accountId: "",
  role: "service",
  platformRoles: [],
  siteAdministrator: true,
  apikeyId: null,
  sessionId: null,
  authenticatedAt: null,
  ip: "",
  correlationId,
});

/** May change things for the whole account. */
export const isAdministrator = (actor: Actor): boolean =>
  actor.role === "administrator" || (actor.role === "service" && actor.platformRoles.includes("Administrator"));

/** May read everything in the account. */
export const mayReadAccount = (actor: Actor): boolean =>
  isAdministrator(actor) ||
  actor.role === "auditor" ||
  (actor.role === "service" && actor.platformRoles.some((role) => role === "Viewer" || role === "Operator" || role === "Editor"));
