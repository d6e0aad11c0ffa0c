import type { World } from "./world";

/** One line of the result. `met` is null where nothing was promised. */
export type Figure = { what: string; figure: string; target: string; met: boolean | null };

export type Bench = {
  /** A database with few keys and uses. Made when it is first asked for, as is the other. */
  small(): Promise<World>;
  /** The one with as many as were asked for. */
  large(): Promise<World>;
  say(line: string): void;
};

/** What `npm run bench -- --only NAME` chooses from; one file each. */
export type Measurement = { name: string; run(bench: Bench): Promise<Figure[]> };

/** The value that `share` of all are at or below. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const atLeast = (what: string, value: number, target: number, said: string): Figure => ({
  ...{ what, figure: said, target: `≥ ${target}`, met: value >= target },
});
export const atMost = (what: string, value: number, target: number, said: string, unit = ""): Figure => ({
  ...{ what, figure: said, target: `≤ ${target}${unit}`, met: value <= target },
});
