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

/** Someone who is not signed in (yet): a refused sign-in, an invitation that is taken up. */
export const visitorActor = (context: { ip: string; correlationId: string }): Actor => ({
  ...systemActor(context.correlationId),
  iamId: "",
  name: "Visitor",
  siteAdministrator: false,
  ip: context.ip,
});

/** A person who acts on their own sign-in, in no account. */
export const personActor = (
  person: { id: string; name: string },
  context: { ip: string; correlationId: string },
): Actor => ({
  ...visitorActor(context),
  iamId: person.id,
  name: person.name,
  role: "member",
});

/** May change things for the whole account. */
export const isAdministrator = (actor: Actor): boolean =>
  actor.role === "administrator" ||
  (actor.role === "service" && actor.platformRoles.includes("Administrator"));

/** May read everything in the account. */
export const mayReadAccount = (actor: Actor): boolean =>
  isAdministrator(actor) ||
  actor.role === "auditor" ||
  (actor.role === "service" &&
    actor.platformRoles.some((role) => role === "Viewer" || role === "Operator" || role === "Editor"));
