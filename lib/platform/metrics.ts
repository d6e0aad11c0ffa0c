import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Runtime } from "./runtime";

/** What Prometheus reads. No label holds a name, key or address. */
export type Metrics = {
  /** One credential request: `endpoint` as its path, `status` as answered. */
  credentialRequest(endpoint: string, status: number, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
};

const bucketSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export const createMetrics = (pool: Runtime["credentialPool"]): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "wharfkey_credential_requests_total",
    help: "Credential requests by endpoint and status",
    labelNames: ["endpoint", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "wharfkey_credential_request_seconds",
    help: "Time to answer a credential request, its row committed",
    labelNames: ["endpoint"],
    buckets: bucketSeconds,
    registers: [registry],
  });
  new Gauge({
    name: "wharfkey_database_connections",
    help: "Connections of the credential path by state",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  return {
    credentialRequest(endpoint, status, seconds) {
      requests.inc({ endpoint, status });
      durations.observe({ endpoint }, seconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
