/** Notifications of CNCF Distribution. @see https://distribution.github.io/distribution/about/notifications/ */

/** One event as the registry sends it; every field may be missing or wrong until it is parsed. */
export type RegistryEvent = {
  id: string;
  timestamp: string;
  action: string;
  target: {
    mediaType?: string;
    size?: number;
    digest?: string;
    repository: string;
    tag?: string;
    fromRepository?: string;
    url?: string;
  };
  request?: { id?: string; addr?: string; host?: string; method?: string; useragent?: string };
  actor?: { name?: string };
  source?: { addr?: string; instanceID?: string };
};

export type ParsedEvent = {
  /** The registry's own id of the event, the same when it is sent again. */
  id: string;
  at: Date;
  action: string;
  /** HTTP method of the client's request, "" when unknown. */
  method: string;
  mediaType: string | null;
  /** Whole name, with its namespace. */
  repository: string;
  tag: string | null;
  digest: string | null;
  fromRepository: string | null;
  requestId: string | null;
  /** The client's address and port as the registry saw it: it believes `X-Forwarded-For` from anyone. */
  addr: string | null;
  userAgent: string | null;
  /** The token's `sub`. */
  actorName: string | null;
};

export type CountedAction = "pull" | "push" | "mount" | "delete";

const manifestTypes: ReadonlySet<string> = new Set([
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.artifact.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v1+prettyjws",
]);

/**
 * Reads a notification's body (`{events: […]}`). What can't be read is counted and left out, since the
 * registry would send it for ever: only a body without events at all is a problem.
 */
export function parseRegistryEvents(
  body: unknown,
): { ok: true; events: ParsedEvent[]; unreadable: number } | { ok: false; problem: string } {
  const sent = record(body)?.events;
  if (!Array.isArray(sent)) return { ok: false, problem: "needs a JSON object with an array named events" };
  const events = sent.map(parseEvent).filter((event) => event !== null);
  return { ok: true, events, unreadable: sent.length - events.length };
}

/**
 * What an event counts as; null for what is no use of an image (blobs, HEADs, unknown actions).
 * A mount is of a blob and counts by itself. A delete counts once per `deleteKey`.
 */
export function countedAction(event: ParsedEvent): CountedAction | null {
  const { action, method } = event;
  const manifest = event.mediaType !== null && manifestTypes.has(event.mediaType);
  if (action === "pull") return method === "GET" && manifest ? "pull" : null;
  if (action === "push") return method === "PUT" && manifest ? "push" : null;
  if (action === "mount") return method === "POST" ? "mount" : null;
  return action === "delete" && method === "DELETE" ? "delete" : null;
}

/** The same for the events of one deletion (its digest first, then each tag that pointed to it); null for others. */
export function deleteKey(event: ParsedEvent): string | null {
  if (countedAction(event) !== "delete") return null;
  return `${event.requestId ?? event.id} ${event.repository}`;
}

/** The identity and key in a token's `sub`, `<iam_id>/<ApiKey id>`; null for an actor that is not ours. */
export function splitActor(name: string): { iamId: string; apikeyId: string } | null {
  const [, iamId, apikeyId] = /^([A-Za-z0-9@._-]+)\/(ApiKey-[A-Za-z0-9-]+)$/.exec(name) ?? [];
  return iamId && apikeyId ? { iamId, apikeyId } : null;
}

function parseEvent(value: unknown): ParsedEvent | null {
  const event = record(value);
  const target = record(event?.target);
  const request = record(event?.request);
  const id = text(event?.id, 128);
  const at = instant(event?.timestamp);
  const action = text(event?.action, 32);
  const repository = text(target?.repository, 255);
  if (!id || !action || !repository || !at) return null;
  return {
    id,
    at,
    action,
    method: text(request?.method, 16) ?? "",
    mediaType: text(target?.mediaType, 255),
    repository,
    tag: text(target?.tag, 128),
    digest: text(target?.digest, 160),
    fromRepository: text(target?.fromRepository, 255),
    requestId: text(request?.id, 128),
    addr: text(request?.addr, 128),
    userAgent: text(request?.useragent, 4096)?.slice(0, 512) ?? null,
    actorName: text(record(event?.actor)?.name, 512),
  };
}

/** A time from 1970 to 9999: what lies outside, a database may refuse. */
function instant(value: unknown): Date | null {
  const written = text(value, 64);
  const at = new Date(written && /^\d{4}-/.test(written) ? written : "");
  return at.getTime() >= 0 ? at : null;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}

/** A text that a column takes: not empty, not longer than it may be, no control characters. */
function text(value: unknown, lengthMax: number): string | null {
  if (typeof value !== "string" || value === "" || value.length > lengthMax) return null;
  return /\p{Cc}/u.test(value) ? null : value;
}
