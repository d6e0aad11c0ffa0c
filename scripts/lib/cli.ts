/** A reason to end a command that its user can act on: printed as one line, without a stack. */
export class Failure extends Error {
  override name = "Failure";
}

/** Prints to stderr, so that a command's result on stdout stays clean. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** Runs one step of a command and says how long it took, on one line. */
export const step = async <T>(title: string, work: () => Promise<T> | T): Promise<T> => {
  const started = performance.now();
  process.stderr.write(`${title} … `);
  try {
    const result = await work();
    say(`${((performance.now() - started) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    say("failed");
    throw error;
  }
};

/** Runs a command's body; an error ends it with one clear line and exit code 1. `DEBUG=1` adds the stack. */
export const main = (body: () => Promise<void>): void => {
  body().catch((error: unknown) => {
    const expected = error instanceof Error && error.message && !process.env.DEBUG;
    say(expected ? (error as Error).message : String((error as Error)?.stack ?? error));
    process.exit(1);
  });
};

/** Resolves with the name of the first signal that asks this process to end. */
export const endSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
  });
