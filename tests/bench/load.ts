import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { median } from "./measurement";

export type Load = {
  perSecond: number;
  p99Ms: number;
  failed: number;
  /** What the server's process alone took for a request: unlike rates, the same beside other work. NaN without a pid. */
  cpuMs: number;
};

const rounds = 5;
const secondsEach = 3;
const warmSeconds = 2;

export type Target = Pick<autocannon.Options, "url" | "method" | "headers" | "body"> & { pid?: number };

/** Linux counts in hundredths of a second. */
export const cpuMsOf = (pid: number | undefined): number => {
  if (pid === undefined) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

const once = async ({ pid, ...target }: Target, seconds: number): Promise<Load> => {
  const before = cpuMsOf(pid);
  const result = await autocannon({ connections: 32, ...target, duration: seconds });
  const { requests, latency, non2xx, errors } = result;
  const cpuMs = (cpuMsOf(pid) - before) / requests.total;
  return { perSecond: requests.average, p99Ms: latency.p99, failed: non2xx + errors, cpuMs };
};

/**
 * Loads each target with 32 connections, interleaved, since the machine is shared: only the ratios of one run count.
 * @returns each one's median of five rounds; `failed` adds them up
 */
export const interleaved = async <Name extends string>(
  targets: Record<Name, Target>,
): Promise<Record<Name, Load>> => {
  const names = Object.keys(targets) as Name[];
  const loads = new Map<Name, Load[]>(names.map((name) => [name, []]));
  for (const name of names) await once(targets[name], warmSeconds);
  for (let round = 0; round < rounds; round++)
    for (const name of names) loads.get(name)?.push(await once(targets[name], secondsEach));
  return Object.fromEntries(
    names.map((name) => {
      const all = loads.get(name) ?? [];
      return [
        name,
        {
          perSecond: median(all.map(({ perSecond }) => perSecond)),
          p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
          cpuMs: median(all.map(({ cpuMs }) => cpuMs)),
          failed: all.reduce((sum, { failed }) => sum + failed, 0),
        },
      ];
    }),
  ) as Record<Name, Load>;
};
