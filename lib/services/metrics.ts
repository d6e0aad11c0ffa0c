import { runtime } from "@/lib/platform/runtime";
import { sameSecret } from "@/lib/platform/secret";

/** With WHARFKEY_METRICS_TOKEN whoever brings it may read metrics, without it this machine alone. */
export const mayReadMetrics = (authorization: string | undefined, ip: string): boolean => {
  const token = runtime().config.metricsToken;
  if (token) return sameSecret(authorization ?? "", `Bearer ${token.reveal()}`);
  return ip === "::1" || ip.startsWith("127.");
};

export const readMetrics = async (): Promise<{ text: string; contentType: string }> => {
  const { metrics } = runtime();
  return { text: await metrics.text(), contentType: metrics.contentType };
};

/** Counts an answered credential request. */
export const countCredentialRequest = (endpoint: string, status: number, seconds: number): void =>
  runtime().metrics.credentialRequest(endpoint, status, seconds);
