import { readFileSync } from "node:fs";
import { atMost, type Measurement } from "./measurement";

const mb = (text: string, field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(text)?.[1] ?? Number.NaN) / 1024;

/** What a process holds and the most it held, in MB; Linux alone tells. */
export const memoryOf = (pid: number): { now: number; most: number } => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return { now: mb(status, "VmRSS"), most: mb(status, "VmHWM") };
};

/** Everything that the account did, as NDJSON, without holding it. */
export const usageExport: Measurement = {
  name: "export",
  async run(bench) {
    const world = await bench.large();
    const [administrator] = await world.keys(1, "administrator");
    const portal = await world.portal();
    try {
      const signedIn = await fetch(`${portal.url}/identity/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "urn:ibm:params:oauth:grant-type:apikey",
          apikey: administrator?.value ?? "",
        }),
      });
      const { access_token } = (await signedIn.json()) as { access_token: string };
      const began = performance.now();
      const response = await fetch(`${portal.url}/api/v1/usage?format=ndjson`, {
        headers: { authorization: `Bearer ${access_token}` },
      });
      if (!response.ok || !response.body) throw new Error(`the export was answered ${response.status}`);
      let lines = 0;
      for await (const chunk of response.body) for (const byte of chunk) if (byte === 10) lines++;
      const seconds = (performance.now() - began) / 1000;
      const { most } = memoryOf(portal.pid);
      const { rows } = await world.database.query<{ rows: number }>(
        "SELECT count(*)::float8 AS rows FROM usage_event WHERE account_id = $1 AND at < now() - interval '1 hour'",
        [world.accountId],
      );
      const missing = Math.max(0, (rows[0]?.rows ?? 0) - lines);
      return [
        atMost("the most memory while usage is exported", most, 300, `${most.toFixed(0)} MB`, " MB"),
        atMost(
          "rows missing in it",
          missing,
          0,
          `${missing} (${lines} lines, ${(lines / seconds).toFixed(0)}/s)`,
        ),
      ];
    } finally {
      await portal.stop();
    }
  },
};
