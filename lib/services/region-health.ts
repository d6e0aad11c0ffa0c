import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { requireReader } from "./reach";

/**
 * `answering`: asks this portal for tokens of its service. `wrong-realm`, `wrong-service`: asks elsewhere or
 * for another audience, so logins there fail. `open`: asks nobody. `no-registry`: something else answers.
 */
export type RegionState =
  | "answering"
  | "wrong-realm"
  | "wrong-service"
  | "open"
  | "no-registry"
  | "unreachable";

export type RegionHealth = {
  id: string;
  state: RegionState;
  /** What the registry says and what it should say, where that differs; what happened, when unreachable. */
  got: string | null;
  expected: string | null;
  checkedAt: Date;
};

type Place = { id: string; url: string; service: string };

const timeoutMs = 2_000;
const freshMs = 15_000;

let known: { health: RegionHealth[]; at: number } | null = null;
let running: Promise<RegionHealth[]> | null = null;

/**
 * Asks every registry as a client would. Remembered for 15 seconds.
 * @param options.now asks anew
 */
export const regionHealth = async (
  actor: Actor,
  options: { now?: boolean } = {},
): Promise<RegionHealth[]> => {
  requireReader(actor);
  return known && isFresh() && !options.now ? known.health : check();
};

/** How many regions answer, as last known, for every page's frame: nobody waits for a slow registry. */
export const regionsAnswering = async (actor: Actor): Promise<{ up: number; total: number } | null> => {
  requireReader(actor);
  if (!isFresh()) check().catch(() => {});
  return (
    known && {
      up: known.health.filter(({ state }) => state === "answering").length,
      total: known.health.length,
    }
  );
};

const isFresh = (): boolean => known !== null && Math.abs(performance.now() - known.at) < freshMs;

const check = (): Promise<RegionHealth[]> => {
  running ??= checkAll().finally(() => {
    running = null;
  });
  return running;
};

const checkAll = async (): Promise<RegionHealth[]> => {
  const places = await runtime().prisma.region.findMany({
    select: { id: true, url: true, service: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const health = await Promise.all(places.map(ask));
  known = { health, at: performance.now() };
  return health;
};

const ask = async (place: Place): Promise<RegionHealth> => {
  const checkedAt = runtime().clock.now();
  const found = (
    state: RegionState,
    got: string | null = null,
    expected: string | null = null,
  ): RegionHealth => ({
    id: place.id,
    state,
    got,
    expected,
    checkedAt,
  });
  try {
    const answer = await fetch(`${place.url}/v2/`, {
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    if (answer.status === 200) return found("open");
    const challenge = readChallenge(answer.headers.get("www-authenticate") ?? "");
    if (answer.status !== 401 || !challenge) return found("no-registry", `HTTP ${answer.status}`);
    const realm = `${runtime().config.url}/oauth/token`;
    if (challenge.realm !== realm) return found("wrong-realm", challenge.realm, realm);
    if (challenge.service !== place.service) return found("wrong-service", challenge.service, place.service);
    return found("answering");
  } catch (error) {
    return found("unreachable", reasonOf(error));
  }
};

/** @see RFC 6750, section 3 */
export const readChallenge = (header: string): { realm: string; service: string } | null => {
  const value = (name: string) => new RegExp(`\\b${name}="([^"]{0,500})"`, "i").exec(header)?.[1] ?? "";
  return /^bearer\b/i.test(header) ? { realm: value("realm"), service: value("service") } : null;
};

/** `ECONNREFUSED`, `ENOTFOUND`, `timeout` …: a code, for the page to put into words. */
export const reasonOf = (error: unknown): string => {
  if ((error as Error).name === "TimeoutError") return "timeout";
  const cause = (error as { cause?: { code?: unknown } }).cause;
  return typeof cause?.code === "string" ? cause.code : "error";
};
