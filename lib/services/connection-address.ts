import type { ConnectionFault } from "@/lib/domain/connection-check";
import { isLoopback } from "@/lib/domain/region";
import { readChallenge, reasonOf } from "./region-health";
import { type Answer, ask, type ProbedRegistry } from "./registry-probe";

/** The registry as login commands reach it; null where that is how the portal reaches it too. */
export const peoplesAddress = ({ url, host }: { url: string; host: string }): string | null => {
  const loopback = isLoopback(host);
  const address = new URL(`${loopback ? "http" : "https"}://${host}`);
  const ours = new URL(url);
  const same = address.host === ours.host && (loopback || address.protocol === ours.protocol);
  return same ? null : address.origin;
};

type AddressFault = { fault: ConnectionFault; values: Record<string, string | number> };

/**
 * Asks there as a client's login does.
 * @param expected the realm and the service that have to be named
 * @returns what is wrong, or null
 */
export const addressFault = async (
  registry: ProbedRegistry,
  expected: { realm: string; service: string },
): Promise<AddressFault | null> => {
  const { url } = registry;
  let answer: Answer;
  try {
    answer = await ask(registry, "/v2/");
  } catch (error) {
    return { fault: "address-unreachable", values: { url, code: reasonOf(error) } };
  }
  const challenge = readChallenge(answer.headers.get("www-authenticate") ?? "");
  if (answer.status !== 401 || !challenge)
    return { fault: "address-no-registry", values: { url, status: answer.status } };
  for (const what of ["realm", "service"] as const)
    if (challenge[what] !== expected[what])
      return {
        fault: "address-elsewhere",
        values: { url, got: challenge[what] || "–", expected: expected[what] },
      };
  return null;
};
