import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Log } from "./log";
import type { NewUsageRow } from "./usage-committer";

/** Tells whoever watches a key's use, in any portal on this database, that there is more to read. */
export type UsageSignal = {
  /** Calls `wake` after each commit of rows of this key, until the returned function is called. */
  watch(apikeyId: string, wake: () => void): () => void;
  /** After a commit: at most one NOTIFY for all of its rows, and for watched keys only. */
  committed(rows: Pick<NewUsageRow, "apikeyId">[]): void;
  close(): Promise<void>;
};

const usageChannel = "wharfkey_usage";
const watchChannel = "wharfkey_watch";
/** A portal says again what it watches; the others forget what is no longer said. */
const announceMs = 20_000;
const forgetMs = 60_000;
const reconnectMs = 1_000;
/** NOTIFY takes 8,000 bytes; a key's id has 43. */
const idsMax = 150;
/** In place of ids, where more are meant than one NOTIFY takes: whoever watches anything reads anew. */
const many = "*";

export const createUsageSignal = (url: string, pool: pg.Pool, log: Log): UsageSignal => {
  const wakes = new Map<string, Set<() => void>>();
  /** Keys that some portal watches, and until when that is believed. */
  const watched = new Map<string, number>();
  let closed = false;
  let listener: pg.Client | null = null;

  const notify = (channel: string, payload: string) => {
    pool
      .query({ name: "notify", text: "SELECT pg_notify($1, $2)", values: [channel, payload] })
      .catch((error: Error) => log.warn({ err: error.message }, "live usage is late"));
  };
  const wakeAll = () => {
    for (const set of wakes.values()) for (const wake of set) wake();
  };
  const hear = ({ channel, payload = "" }: pg.Notification) => {
    if (payload === many) return wakeAll();
    for (const id of payload.split(",")) {
      if (channel === watchChannel) watched.set(id, Date.now() + forgetMs);
      else for (const wake of wakes.get(id) ?? []) wake();
    }
  };
  const announce = () => {
    for (const [id, until] of watched) if (until < Date.now()) watched.delete(id);
    const ids = [...wakes.keys()];
    for (let i = 0; i < ids.length; i += idsMax) notify(watchChannel, ids.slice(i, i + idsMax).join(","));
  };

  const listen = async (): Promise<void> => {
    while (!closed) {
      const client = new pg.Client({
        connectionString: url,
        application_name: "wharfkey-listen",
        keepAlive: true,
      });
      try {
        const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
        client.on("error", () => {});
        client.on("notification", hear);
        await client.connect();
        await client.query(`LISTEN ${usageChannel}; LISTEN ${watchChannel}`);
        listener = client;
        if (closed) void client.end(); // close() came while this was connecting, and saw no listener
        announce();
        // What was missed meanwhile is read anew.
        wakeAll();
        await ended;
      } catch {
        void client.end().catch(() => {}); // of a connection that is gone it may never answer
      }
      listener = null;
      if (!closed) await sleep(reconnectMs, undefined, { ref: false });
    }
  };
  const listening = listen();
  const timer = setInterval(announce, announceMs);
  timer.unref();

  return {
    watch(apikeyId, wake) {
      const set = wakes.get(apikeyId) ?? new Set();
      wakes.set(apikeyId, set.add(wake));
      watched.set(apikeyId, Date.now() + forgetMs);
      notify(watchChannel, apikeyId);
      return () => {
        set.delete(wake);
        if (set.size === 0 && wakes.get(apikeyId) === set) wakes.delete(apikeyId);
      };
    },
    committed(rows) {
      if (watched.size === 0) return;
      const ids = new Set(
        rows.flatMap(({ apikeyId }) => (apikeyId && watched.has(apikeyId) ? apikeyId : [])),
      );
      if (ids.size > 0) notify(usageChannel, ids.size > idsMax ? many : [...ids].join(","));
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await listener?.end().catch(() => {});
      await listening;
    },
  };
};
