import type { CountedUntil } from "@/lib/domain/usage-spans";
import { runtime } from "@/lib/platform/runtime";
import { halvesDimension, untilDimension } from "./usage-rollup";

/** The dimension's rows say of a day that isn't over until when it is counted. */
export const untilOf = (day: string): string =>
  `(SELECT value FROM usage_day WHERE account_id = '' AND dimension = '${untilDimension}' AND at = ${day})`;

let asking: Promise<CountedUntil> | null = null;

/** What is counted now. Who asks in the same moment, as the parts of a page do, shares the answer. */
export const countedUntil = (): Promise<CountedUntil> => {
  asking ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
    // Who asks from now on may know of rows that this answer doesn't.
    asking = null;
    return read();
  });
  return asking;
};

type Row = {
  until: Date | null;
  stale: Date[];
  begun: string | null;
  pieces_until: Date | null;
  stale_pieces: Date[];
};

const read = async (): Promise<CountedUntil> => {
  const { rows } = await runtime().pool.query<Row>({
    name: "usage-counted",
    text: `SELECT until, ARRAY(SELECT DISTINCT hour FROM usage_stale) AS stale,
        ${untilOf("date_trunc('day', until, 'UTC')")} AS begun, pieces_until,
        ARRAY(SELECT DISTINCT at FROM usage_stale_piece) AS stale_pieces FROM usage_rollup`,
  });
  const [row] = rows;
  return {
    until: row?.until?.getTime() ?? 0,
    stale: row?.stale.map((hour) => hour.getTime()) ?? [],
    begun: row?.begun ? Number(row.begun) : null,
    piecesUntil: row?.pieces_until?.getTime() ?? 0,
    stalePieces: row?.stale_pieces.map((at) => at.getTime()) ?? [],
  };
};

/** Which of some hours have their halves counted; older portals count hours without them. */
export const halvedAmong = async (hours: readonly number[]): Promise<number[]> => {
  if (hours.length === 0) return [];
  const { rows } = await runtime().pool.query<{ at: Date }>(
    `SELECT at FROM usage_hour WHERE account_id = '' AND dimension = '${halvesDimension}' AND value = '' AND at = ANY($1)`,
    [hours.map((hour) => new Date(hour))],
  );
  return rows.map(({ at }) => at.getTime());
};
