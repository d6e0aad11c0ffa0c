import type { LRUCache } from "lru-cache";
import type pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Clock } from "./clock";
import type { Config } from "./config";
import type { Log } from "./log";
import type { Mailer } from "./mailer";
import type { Metrics } from "./metrics";
import type { Overflow } from "./overflow";
import type { FailureCounter } from "./rate-limit";
import type { SecretKit } from "./secret";
import type { SigningKeyring } from "./signing-keyring";
import type { SmallHeap } from "./small-heap";
import type { UsageCommitter } from "./usage-committer";
import type { UsageSignal } from "./usage-signal";

/** The process-wide objects, made once by server.ts and read by both module graphs (its own and Next's). */
export type Runtime = {
  config: Config;
  log: Log;
  clock: Clock;
  secrets: SecretKit;
  /** Connections of the portal's role for the credential path alone. */
  credentialPool: pg.Pool;
  /** And for everything else. */
  pool: pg.Pool;
  prisma: PrismaClient;
  signingKeys: SigningKeyring;
  /** Credentials as they were looked up last (lib/services/keyring.ts). */
  keyring: LRUCache<string, object>;
  /** What was worked out from all policies of an account, with its epoch then (lib/services/while-access-lasts.ts). */
  workedOut: LRUCache<string, { epoch: string | null; answer: Promise<unknown> }>;
  usage: UsageCommitter;
  usageSignal: UsageSignal;
  metrics: Metrics;
  /** Null where no SMTP_URL is set. */
  mailer: Mailer | null;
  /** Failed sign-ins of people, of the last 15 minutes. */
  signInAttempts: FailureCounter;
  /** Denied attempts to change something, by actor; holds the actors of those beyond the limit. */
  refusals: Overflow<unknown>;
  /** While regular work or an export runs. */
  smallHeap: SmallHeap;
};

const place = Symbol.for("wharfkey");
type Global = typeof globalThis & { [place]?: Runtime };

export const setRuntime = (runtime: Runtime): void => {
  (globalThis as Global)[place] = runtime;
};

/** @throws when the process was not started by server.ts */
export const runtime = (): Runtime => {
  const found = (globalThis as Global)[place];
  if (!found) throw new Error("The portal is not started: use server.ts");
  return found;
};
