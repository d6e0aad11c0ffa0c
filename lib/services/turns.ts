import { runtime } from "@/lib/platform/runtime";

/**
 * Whether it is this portal's turn to do what one of several portals does: only if none has begun it within that time,
 * by the database's clock. Kept over restarts.
 */
export const takeTurn = async (name: string, withinMs: number): Promise<boolean> => {
  const { rowCount } = await runtime().pool.query(
    `INSERT INTO setting AS s (name, value) VALUES ('turn ' || $1, to_jsonb(now()))
     ON CONFLICT (name) DO UPDATE SET value = excluded.value
       WHERE (s.value #>> '{}')::timestamptz NOT BETWEEN now() - $2 * interval '1 millisecond' AND now()`,
    [name, withinMs],
  );
  return rowCount === 1;
};
