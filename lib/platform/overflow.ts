/** Lets so many of a name through in a fixed window and counts the rest, in a bounded memory. */
export type Overflow<What> = {
  /** Whether one more of `name` is let through; else it is counted. */
  admits(name: string, now: Date, what: What): boolean;
  /** Takes what was counted in windows that have ended by `now`: the last of each, and how many. */
  takeEnded(now: Date): { what: What; count: number; begun: Date }[];
};

type Window<What> = { start: number; hits: number; what: What };

export const createOverflow = <What>(max: number, windowSeconds: number): Overflow<What> => {
  const windows = new Map<string, Window<What>>();
  const namesMax = 50_000;
  const startOf = (now: Date) => Math.floor(now.getTime() / 1000 / windowSeconds);
  return {
    admits(name, now, what) {
      const start = startOf(now);
      const key = `${start} ${name}`;
      const hits = (windows.get(key)?.hits ?? 0) + 1;
      windows.set(key, { start, hits, what });
      if (windows.size > namesMax) windows.delete(windows.keys().next().value as string);
      return hits <= max;
    },
    takeEnded(now) {
      const ended = [...windows].filter(([, { start }]) => start < startOf(now));
      for (const [key] of ended) windows.delete(key);
      return ended
        .filter(([, { hits }]) => hits > max)
        .map(([, { start, hits, what }]) => ({
          what,
          count: hits - max,
          begun: new Date(start * windowSeconds * 1000),
        }));
    },
  };
};
