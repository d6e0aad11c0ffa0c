/** Counts failures in fixed windows, in a bounded memory: the oldest names are forgotten first. */
export type FailureCounter = {
  /** Counts one more failure of `name` and says how many its window holds now. */
  hit(name: string, now: Date): number;
  /** How many the window holds, without counting. */
  count(name: string, now: Date): number;
  /** Takes one hit back: it was no failure. */
  undo(name: string, now: Date): void;
  forget(name: string): void;
};

export const createFailureCounter = (windowSeconds: number, namesMax = 50_000): FailureCounter => {
  const windows = new Map<string, { start: number; count: number }>();
  const startOf = (now: Date) => Math.floor(now.getTime() / 1000 / windowSeconds);
  const count = (name: string, now: Date): number => {
    const found = windows.get(name);
    return found && found.start === startOf(now) ? found.count : 0;
  };
  return {
    count,
    hit(name, now) {
      const next = count(name, now) + 1;
      windows.delete(name);
      windows.set(name, { start: startOf(now), count: next });
      if (windows.size > namesMax) windows.delete(windows.keys().next().value as string);
      return next;
    },
    undo(name, now) {
      const found = windows.get(name);
      if (found && count(name, now) > 0) found.count -= 1;
    },
    forget(name) {
      windows.delete(name);
    },
  };
};
