import { type ParsedEvent, parseRegistryEvents } from "@/lib/domain/registry-event";
import { groupCommit } from "@/lib/platform/group-commit";
import { runtime } from "@/lib/platform/runtime";
import { sameSecret, sha256Hex } from "@/lib/platform/secret";
import { parkedLengthMax, storeRegistryEvents, type TakenEvents } from "./registry-event-store";

const dayMs = 86_400_000;
/** A registry repeats an event within seconds; after this an id may come again. */
const keptDays = 30;
/** How precisely it is kept that a secret was wrong: nobody may cost an update with every request. */
export const refusedSeconds = 2;

/**
 * The id of the region whose registry sends, by id or former name, if `secret` is its current or previous
 * webhook secret. An unknown region and a wrong secret are the same null.
 * @throws when the database is away
 */
export const authenticateRegistry = async (name: string, secret: string): Promise<string | null> => {
  const { pool, secrets, clock } = runtime();
  if (!/^[a-z0-9-]{1,64}$/.test(name)) return null;
  const { rows } = await pool.query<{ id: string; sealed: (Buffer | null)[] }>({
    name: "region-webhook",
    text: `SELECT id, ARRAY[webhook_secret, webhook_secret_previous] AS sealed FROM region
      WHERE id = $1 OR former_name = $1 ORDER BY (id = $1) DESC LIMIT 1`,
    values: [name],
  });
  const region = rows[0];
  const valid = (region?.sealed ?? []).flatMap((sealed) =>
    sealed ? secrets.decrypt(sealed, `webhook ${region?.id}`) : [],
  );
  if (!region) return null;
  if (valid.map((one) => sameSecret(one, secret)).includes(true)) return region.id;
  await pool.query({
    name: "region-event-refused",
    text: `UPDATE region SET last_event_refused_at = $2
      WHERE id = $1 AND (last_event_refused_at BETWEEN $2::timestamptz - make_interval(secs => $3) AND $2) IS NOT TRUE`,
    values: [region.id, clock.now(), refusedSeconds],
  });
  return null;
};

const groups = groupCommit<TakenEvents>(async (taken) => {
  await storeRegistryEvents(taken);
  return new Map();
}, 500);

/**
 * Takes a notification's body (null: it was too large to read). Resolves once everything in it is committed:
 * uses as usage rows, what can't be read parked, each event once however often it comes.
 * @throws when the database is away; then nothing is kept and the registry sends it again
 */
export const takeRegistryEvents = async (regionId: string, body: string | null): Promise<void> => {
  const { events, unreadable } = read(body);
  const parked = unreadable.map((text) => ({
    id: `unreadable ${sha256Hex(text)}`,
    text: text.slice(0, parkedLengthMax),
  }));
  if (parked.length > 0)
    runtime().log.warn(
      { region: regionId, count: parked.length },
      "registry events that can't be read are parked",
    );
  await groups.add({ regionId, events, parked, receivedAt: runtime().clock.now() });
};

/** Removes what is older than 30 days from the once-only table. For the daily upkeep. */
export const purgeRegistryEvents = async (): Promise<void> => {
  const { pool, clock } = runtime();
  await pool.query("DELETE FROM registry_event WHERE received_at < $1", [
    new Date(clock.now().getTime() - keptDays * dayMs),
  ]);
};

/** Texts are JSON, so that no NUL or half surrogate pair meets a column. */
const read = (body: string | null): { events: ParsedEvent[]; unreadable: string[] } => {
  const sent = parsedJson(body);
  const whole = parseRegistryEvents(sent);
  if (!whole.ok) return { events: [], unreadable: [JSON.stringify(body ?? "larger than the limit")] };
  if (whole.unreadable === 0) return { events: whole.events, unreadable: [] };
  const unreadable = (sent as { events: unknown[] }).events.filter((event) => {
    const alone = parseRegistryEvents({ events: [event] });
    return !alone.ok || alone.unreadable > 0;
  });
  return { events: whole.events, unreadable: unreadable.map((event) => JSON.stringify(event)) };
};

const parsedJson = (body: string | null): unknown => {
  try {
    return JSON.parse(body ?? "");
  } catch {
    return null;
  }
};
