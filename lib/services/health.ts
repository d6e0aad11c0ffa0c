import { errorWords } from "@/lib/platform/log";
import { runtime } from "@/lib/platform/runtime";

/** True when the portal's role can read a migrated database. */
export const databaseReady = async (): Promise<boolean> => {
  try {
    await runtime().pool.query("SELECT 1 FROM setting LIMIT 1");
    return true;
  } catch {
    return false;
  }
};

/** Logs what a protocol could not do; never its input. */
export const logProblem = (error: unknown, message: string): void => {
  runtime().log.error({ err: error instanceof Error ? errorWords(error) : String(error) }, message);
};
