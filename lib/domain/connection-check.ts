/** What a connection check does, in this order. `address` only where people use another host than the portal. */
export const connectionSteps = [
  "reach",
  "realm",
  "service",
  "address",
  "clock",
  "token",
  "catalogue",
  "events",
] as const;
export type ConnectionStep = (typeof connectionSteps)[number];

/** What can be wrong. Each has its words, what it is and how to mend it, in both languages. */
export const connectionFaults = [
  "name-unknown",
  "refused",
  "timeout",
  "unreachable",
  "certificate-untrusted",
  "certificate-expired",
  "certificate-name",
  "needs-http",
  "needs-https",
  "redirect",
  "no-registry",
  "open",
  "other-login",
  "wrong-realm",
  "wrong-service",
  "address-unreachable",
  "address-no-registry",
  "address-elsewhere",
  "clock-ahead",
  "clock-behind",
  "wrong-issuer",
  "authority-not-trusted",
  "catalogue-refused",
  "push-refused",
  "events-wrong-secret",
  "events-wrong-region",
  "events-missing",
] as const;
export type ConnectionFault = (typeof connectionFaults)[number];

/** `skipped`: an earlier fault makes it pointless. `warn`: works now, may soon not. */
export type ConnectionResult = {
  step: ConnectionStep;
  state: "ok" | "warn" | "fault" | "skipped";
  fault: ConnectionFault | null;
  /** What the words name: what was found, what was expected, seconds, milliseconds. */
  values: Record<string, string | number>;
};

export type ConnectionCheck = { region: string; at: Date; ok: boolean; results: ConnectionResult[] };

/** A registry takes a token that is this much too early or too late. @see distribution's token.Leeway */
export const clockLeewaySeconds = 60;
const clockWarnSeconds = 5;

/**
 * Judges a registry's clock by its `Date` header (whole seconds) against ours in the middle of the exchange.
 * @returns seconds that it is ahead (negative: behind), and what that means
 */
export function judgeClock(
  date: Date,
  ours: Date,
): { seconds: number; state: "ok" | "warn" | "fault"; fault: "clock-ahead" | "clock-behind" | null } {
  const seconds = Math.round((date.getTime() + 500 - ours.getTime()) / 1000);
  const off = Math.abs(seconds);
  const state = off >= clockLeewaySeconds ? "fault" : off >= clockWarnSeconds ? "warn" : "ok";
  return { seconds, state, fault: state === "ok" ? null : seconds > 0 ? "clock-ahead" : "clock-behind" };
}
