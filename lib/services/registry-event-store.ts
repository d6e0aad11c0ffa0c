import type pg from "pg";
import { countedAction, deleteKey, type ParsedEvent } from "@/lib/domain/registry-event";
import { blamesData } from "@/lib/platform/group-commit";
import { runtime } from "@/lib/platform/runtime";
import { insertUsageRows, type NewUsageRow } from "@/lib/platform/usage-committer";
import { type Db, type FreshEvent, usageRowsOf } from "./registry-event-rows";

/** What one notification brought. */
export type TakenEvents = {
  regionId: string;
  events: ParsedEvent[];
  parked: { id: string; text: string }[];
  receivedAt: Date;
};

type Item = { regionId: string; receivedAt: Date; onceId: string } & (
  | { event: ParsedEvent; parked: null }
  | { event: null; parked: string }
);

/** How precisely a region's last event is kept: not every event may cost an update of its row. */
const lastEventSeconds = 5;

/** Of what can't be read so much is kept to find out why. */
export const parkedLengthMax = 8_000;

/** Stores notifications in one transaction. @throws when the database is away, then nothing is kept */
export const storeRegistryEvents = async (taken: TakenEvents[]): Promise<void> => {
  const items = taken.flatMap(itemsOf);
  try {
    if (items.length > 0) await inTransaction((db) => store(db, items));
  } catch (error) {
    if (!blamesData(error)) throw error;
    for (const item of items) await storeAlone(item);
  }
  for (const regionId of new Set(taken.map((one) => one.regionId))) await touch(regionId);
};

/** An event that the database refuses is parked, or the registry would send it for ever. */
const storeAlone = async (item: Item): Promise<void> => {
  try {
    await inTransaction((db) => store(db, [item]));
  } catch (error) {
    if (!item.event || !isRefused(error)) throw error;
    const parked = JSON.stringify(item.event).slice(0, parkedLengthMax);
    await inTransaction((db) => store(db, [{ ...item, event: null, parked }]));
    runtime().log.warn(
      { region: item.regionId, err: (error as Error).message },
      "a registry event that the database refuses is parked",
    );
  }
};

const isRefused = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code));

/** Blobs, HEADs and what else is no use leave no trace: they come again with every layer. */
const itemsOf = ({ regionId, receivedAt, events, parked }: TakenEvents): Item[] => [
  ...events
    .filter((event) => countedAction(event) !== null)
    .map((event) => ({
      regionId,
      receivedAt,
      onceId: (deleteKey(event) ?? event.id).toWellFormed(),
      event,
      parked: null,
    })),
  ...parked.map(({ id, text }) => ({ regionId, receivedAt, onceId: id, event: null, parked: text })),
];

const store = async (db: Db, items: Item[]): Promise<NewUsageRow[]> => {
  const fresh = await takeOnce(db, items);
  if (fresh.length === 0) return [];
  const rows = await usageRowsOf(db, fresh);
  await insertUsageRows(db as pg.Pool, rows);
  return rows;
};

/** The events that nobody has taken before. In order of their ids, so that two portals can't wait for each other. */
const takeOnce = async (db: Db, items: Item[]): Promise<FreshEvent[]> => {
  const first = new Map<string, Item>();
  for (const item of items) {
    const key = `${item.regionId}\n${item.onceId}`;
    if (!first.has(key)) first.set(key, item);
  }
  const sorted = [...first.keys()].sort().flatMap((key) => first.get(key) ?? []);
  const { rows } = await db.query<{ region_id: string; event_id: string }>({
    name: "registry-event-once",
    text: `INSERT INTO registry_event (region_id, event_id, received_at, parked)
      SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
      ON CONFLICT DO NOTHING RETURNING region_id, event_id`,
    values: [
      sorted.map((i) => i.regionId),
      sorted.map((i) => i.onceId),
      sorted.map((i) => i.receivedAt),
      sorted.map((i) => i.parked),
    ],
  });
  const taken = new Set(rows.map((row) => `${row.region_id}\n${row.event_id}`));
  return [...first].flatMap(([key, { regionId, receivedAt, event }]) =>
    event && taken.has(key) ? { regionId, receivedAt, event } : [],
  );
};

const touch = async (regionId: string): Promise<void> => {
  const { pool, clock } = runtime();
  await pool.query({
    name: "region-last-event",
    text: `UPDATE region SET last_event_at = $2
      WHERE id = $1 AND (last_event_at BETWEEN $2::timestamptz - make_interval(secs => $3) AND $2) IS NOT TRUE`,
    values: [regionId, clock.now(), lastEventSeconds],
  });
};

const inTransaction = async (work: (db: Db) => Promise<NewUsageRow[]>): Promise<void> => {
  const client = await runtime().pool.connect();
  try {
    await client.query("BEGIN");
    const rows = await work(client);
    await client.query("COMMIT");
    client.release();
    runtime().usageSignal.committed(rows);
  } catch (error) {
    await client.query("ROLLBACK").then(
      () => client.release(),
      (gone: Error) => client.release(gone),
    );
    throw error;
  }
};
