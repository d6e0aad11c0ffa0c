const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How long the pieces are in which the newest uses are counted. */
export const pieceMs = 5 * 60_000;

/** From a moment until before another, both in milliseconds since 1970. */
export type Span = { from: number; to: number };

/** What of the uses is counted already. */
export type CountedUntil = {
  /** Until when hours are counted, always a whole one; 0 for never. */
  until: number;
  /** Hours before that are counted no longer, since a row came late. */
  stale: readonly number[];
  /** Until when the day of `until` is counted, though it isn't over; null if it isn't. */
  begun: number | null;
  /** Until when what is newer is counted in pieces; 0 for never. */
  piecesUntil: number;
  /** Pieces that are counted no longer. */
  stalePieces: readonly number[];
};

/** Where the counts of a period come from; together they are the period, and none of it twice. */
export type UsageSpans = {
  /** Beginnings of whole days (UTC). */
  days: number[];
  /** The beginning of a day of which the hours until `countedUntil` are counted as a day. */
  begun: number | null;
  hours: Span[];
  /** Of what is newer than the hours. */
  pieces: Span[];
  /** What only the usage rows themselves tell. */
  rows: Span[];
};

type Ask = {
  grain: "hour" | "day";
  /** Whether only days are counted, and no hours. */
  daysAlone: boolean;
  /** Moments that no count may hold both sides of. */
  apart: readonly number[];
  /** Hours among those of `apart` whose halves are counted. */
  halved: readonly number[];
};

const floor = (at: number, length: number): number => Math.floor(at / length) * length;
const lengthened = (starts: Iterable<number>, length: number): Span[] =>
  [...new Set(starts)].sort((a, b) => a - b).map((from) => ({ from, to: from + length }));

/** Neighbours and what overlaps become one. */
const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (from >= to) continue;
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
};

/** @param holes sorted */
const without = (spans: readonly Span[], holes: readonly Span[]): Span[] =>
  merged(spans).flatMap(({ from, to }) => {
    const result: Span[] = [];
    let begin = from;
    for (const hole of holes) {
      if (hole.to <= begin || hole.from >= to) continue;
      if (hole.from > begin) result.push({ from: begin, to: hole.from });
      begin = hole.to;
    }
    return begin < to ? [...result, { from: begin, to }] : result;
  });

const startsIn = (spans: readonly Span[], length: number): number[] =>
  spans.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / length) }, (_, index) => from + index * length),
  );

/**
 * Takes a period apart into what is counted, as coarsely as may be, and what isn't: its edges, what is newer than the
 * counts, and hours that a late row came for.
 * @param counted as it was when the reading began: what is counted meanwhile is right in the rows too
 * @see docs/decisions/007-usage-is-rolled-up-behind-a-watermark.md
 */
export const usageSpans = (period: Span, counted: CountedUntil, ask: Ask): UsageSpans => {
  const { from, to } = period;
  const first = Math.ceil(from / hourMs) * hourMs;
  const last = Math.max(first, Math.min(floor(to, hourMs), counted.until));
  const among = (at: number) => at >= first && at < last;
  const within = ask.apart.filter((at) => at % hourMs !== 0).map((at) => floor(at, hourMs));
  const stale = [...counted.stale, ...within.filter((hour) => !ask.halved.includes(hour))].filter(among);
  const staleHours = lengthened(stale, hourMs);
  const edges = [
    { from, to: Math.min(first, to) },
    { from: Math.max(last, from), to },
  ];
  const newer = {
    from: Math.max(Math.ceil(from / pieceMs) * pieceMs, counted.until),
    to: Math.min(floor(to, pieceMs), counted.piecesUntil),
  };
  const pieces = counted.until > 0 ? without([newer], lengthened(counted.stalePieces, pieceMs)) : [];
  const inRows = (spans: readonly Span[]) => without(spans, pieces);
  const rows = inRows([...edges, ...staleHours]);
  if (ask.grain === "hour")
    return { days: [], begun: null, hours: without([{ from: first, to: last }], staleHours), pieces, rows };
  const firstDay = Math.min(last, Math.ceil(first / dayMs) * dayMs);
  const over = Math.max(firstDay, floor(last, dayMs));
  const staleDays = lengthened(
    [...stale, ...ask.apart.filter(among)].map((at) => floor(at, dayMs)),
    dayMs,
  );
  const isBegun =
    over < last && last === counted.until && counted.begun === last && staleDays.at(-1)?.from !== over;
  const days = without([{ from: firstDay, to: over }], staleDays);
  const whole = [...days, ...(isBegun ? [{ from: over, to: last }] : [])];
  const rest = without([{ from: first, to: last }], whole);
  return {
    days: startsIn(days, dayMs),
    begun: isBegun ? over : null,
    hours: ask.daysAlone ? [] : without(rest, staleHours),
    pieces,
    rows: ask.daysAlone ? inRows([...edges, ...rest]) : rows,
  };
};
