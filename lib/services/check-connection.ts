import { randomUUID } from "node:crypto";
import {
  type ConnectionCheck,
  type ConnectionFault,
  type ConnectionResult,
  type ConnectionStep,
  clockLeewaySeconds,
  connectionSteps,
  judgeClock,
} from "@/lib/domain/connection-check";
import { runtime } from "@/lib/platform/runtime";
import type { Region } from "@/prisma/generated/client";
import type { Actor } from "./actor";
import { change, siteChain } from "./change";
import { addressFault, peoplesAddress } from "./connection-address";
import { eventOutcome } from "./connection-events";
import { readChallenge } from "./region-health";
import { requireSiteAdministrator } from "./region-settings";
import { type Answer, ask, faultOfError, type ProbedRegistry, probeToken, pushProbe } from "./registry-probe";
import { notFound } from "./service-error";

type Checking = { region: Region; registry: ProbedRegistry; probeId: string; began: Date };
type Found = Omit<ConnectionResult, "step">;

const ok = (values: Record<string, string | number> = {}): Found => ({ state: "ok", fault: null, values });
const wrong = (fault: ConnectionFault, values: Record<string, string | number> = {}): Found => ({
  ...{ state: "fault", fault, values },
});
const skipped: Found = { state: "skipped", fault: null, values: {} };

/**
 * Does with a region's registry what clients do, step by step: reaches it, reads where it sends them, shows it
 * a token, lists, and pushes a tiny image to see its event arrive. Takes up to half a minute.
 * @throws forbidden to everyone but site administrators, not-found
 */
export const checkConnection = async (actor: Actor, regionId: string): Promise<ConnectionCheck> => {
  requireSiteAdministrator(actor);
  const region = await runtime().prisma.region.findUnique({ where: { id: regionId } });
  if (!region) throw notFound("region");
  const probeId = randomUUID();
  const registry = {
    ...{ url: region.url, service: region.service, userAgent: `wharfkey-check/${probeId}` },
  };
  const began = runtime().clock.now();
  const found = await findings({ region, registry, probeId, began });
  const address = peoplesAddress(region);
  if (address) found.set("address", await addressFound(registry, address));
  const results = connectionSteps
    .filter((step) => step !== "address" || address)
    .map((step) => ({ step, ...(found.get(step) ?? skipped) }));
  const faults = results.flatMap(({ state, fault }) => (state === "fault" && fault ? fault : []));
  await change(actor, siteChain, (_, record) =>
    record({
      action: "region.check",
      target: { type: "region", id: region.id, name: region.name },
      after: { faults },
    }),
  );
  return { region: region.id, at: began, ok: faults.length === 0, results };
};

const findings = async (checking: Checking): Promise<Map<ConnectionStep, Found>> => {
  const found = new Map<ConnectionStep, Found>();
  const { registry, region } = checking;
  const sentAt = runtime().clock.now().getTime();
  let answer: Answer;
  try {
    answer = await ask(registry, "/v2/");
  } catch (error) {
    const { fault, code } = faultOfError(error);
    return found.set("reach", wrong(fault, { url: region.url, code }));
  }
  const receivedAt = runtime().clock.now().getTime();
  const challenge = readChallenge(answer.headers.get("www-authenticate") ?? "");
  const strange = notARegistry(answer, challenge !== null);
  if (strange) return found.set("reach", wrong(strange.fault, { url: region.url, ...strange.values }));
  found.set("reach", ok({ milliseconds: receivedAt - sentAt }));

  found.set("realm", same("wrong-realm", challenge?.realm ?? "", realmHere()));
  const service = found
    .set("service", same("wrong-service", challenge?.service ?? "", region.service))
    .get("service");
  const clock = clockFound(answer, new Date((sentAt + receivedAt) / 2));
  found.set("clock", clock);
  // A token for another audience, or from another time, is refused for that reason alone.
  if (service?.state === "fault" || clock.state === "fault") return found;

  const token = await attempt(() => tokenFound(checking, challenge?.realm ?? ""));
  found.set("token", token);
  if (token.state !== "ok") return found;
  found.set("catalogue", await attempt(() => catalogueFound(checking)));
  found.set("events", await attempt(() => eventsFound(checking)));
  return found;
};

const realmHere = () => `${runtime().config.url}/oauth/token`;

const addressFound = async (registry: ProbedRegistry, url: string): Promise<Found> => {
  const expected = { realm: realmHere(), service: registry.service };
  const fault = await addressFault({ ...registry, url }, expected);
  return fault ? wrong(fault.fault, fault.values) : ok({ url });
};

const same = (fault: ConnectionFault, got: string, expected: string): Found =>
  got === expected ? ok({ got }) : wrong(fault, { got: got || "–", expected });

/** A step that the connection breaks is a fault of its own. */
const attempt = async (step: () => Promise<Found>): Promise<Found> => {
  try {
    return await step();
  } catch (error) {
    const { fault, code } = faultOfError(error);
    return wrong(fault, { code });
  }
};

const notARegistry = (
  { status, headers, body }: Answer,
  challenged: boolean,
): { fault: ConnectionFault; values: Record<string, string | number> } | null => {
  if (status === 401 && challenged) return null;
  if (status === 200) return { fault: "open", values: {} };
  if (status >= 300 && status < 400)
    return { fault: "redirect", values: { to: headers.get("location") ?? "" } };
  if (status === 400 && /HTTPS server/i.test(body)) return { fault: "needs-https", values: {} };
  const scheme = /^\w+/.exec(headers.get("www-authenticate") ?? "")?.[0];
  if (status === 401 && scheme) return { fault: "other-login", values: { scheme } };
  return { fault: "no-registry", values: { status } };
};

const clockFound = ({ headers }: Answer, ours: Date): Found => {
  const date = new Date(headers.get("date") ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return skipped;
  const { seconds, state, fault } = judgeClock(date, ours);
  const values = { seconds: Math.abs(seconds), leeway: clockLeewaySeconds };
  return { state, fault, values };
};

const tokenFound = async ({ registry, probeId }: Checking, realm: string): Promise<Found> => {
  const takes = async (issuer?: string) =>
    (await ask(registry, "/v2/", { token: await probeToken(registry, probeId, [], issuer) })).status === 200;
  if (await takes()) return ok();
  // A registry doesn't say which of the two it is; with the issuer that it was told, it takes the same signature.
  const expected = runtime().config.url;
  for (const issuer of likelyIssuers(expected, realm, registry.service))
    if (await takes(issuer)) return wrong("wrong-issuer", { got: issuer, expected });
  return wrong("authority-not-trusted", { expected });
};

/** What people write for the issuer by mistake. */
const likelyIssuers = (url: string, realm: string, service: string): string[] => {
  const { host, hostname, protocol } = new URL(url);
  const other = protocol === "https:" ? "http:" : "https:";
  const loopback = { localhost: "127.0.0.1", "127.0.0.1": "localhost" }[hostname];
  const candidates = [
    URL.canParse(realm) ? new URL(realm).origin : "",
    realm,
    `${url}/`,
    `${url}/identity`,
    `${url}/oauth/token`,
    `${other}//${host}`,
    loopback ? url.replace(hostname, loopback) : "",
    host,
    hostname,
    service,
  ];
  return [...new Set(candidates)].filter((issuer) => issuer && issuer !== url);
};

const catalogueFound = async ({ registry, probeId }: Checking): Promise<Found> => {
  const access = [{ type: "registry", name: "catalog", actions: ["*"] }];
  const { status } = await ask(registry, "/v2/_catalog?n=1", {
    token: await probeToken(registry, probeId, access),
  });
  return status === 200 ? ok() : wrong("catalogue-refused", { status });
};

const eventsFound = async ({ registry, probeId, region, began }: Checking): Promise<Found> => {
  const refused = await pushProbe(registry, probeId);
  if (refused) return wrong("push-refused", { status: refused.status });
  const url = `${runtime().config.url}/registry/events/${region.id}`;
  const outcome = await eventOutcome(region.id, registry.userAgent, began);
  if (outcome.kind === "arrived") return ok({ milliseconds: outcome.milliseconds });
  if (outcome.kind === "wrong-region") return wrong("events-wrong-region", { got: outcome.region, url });
  return wrong(outcome.kind === "wrong-secret" ? "events-wrong-secret" : "events-missing", { url });
};
