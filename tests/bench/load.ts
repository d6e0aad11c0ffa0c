import autocannon from "autocannon";

export type Load = { perSecond: number; p99Ms: number; non2xx: number };

const connections = 32;

/** Loads one URL with 32 connections for `seconds`. */
export const load = async (
  url: string,
  seconds: number,
  headers: Record<string, string> = {},
): Promise<Load> => {
  const result = await autocannon({ url, connections, duration: seconds, headers });
  return {
    perSecond: result.requests.average,
    p99Ms: result.latency.p99,
    non2xx: result.non2xx + result.errors,
  };
};

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};
