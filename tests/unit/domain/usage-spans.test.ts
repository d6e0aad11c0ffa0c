import fc from "fast-check";
import { expect, test } from "vitest";
import { pieceMs, type Span, usageSpans } from "@/lib/domain/usage-spans";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const began = Date.UTC(2026, 10, 20);
const at = (hours: number) => began + hours * hourMs;
const hourOf = ({ from, to }: Span) => [(from - began) / hourMs, (to - began) / hourMs];
const none = { apart: [], halved: [] };

/** In hours since the beginning of a day. */
const spansOf = (
  from: number,
  to: number,
  {
    until = 0,
    stale = [] as number[],
    begun = null as number | null,
    piecesUntil = 0,
    stalePieces = [] as number[],
  },
  ask: Partial<Parameters<typeof usageSpans>[2]> = {},
) => {
  const spans = usageSpans(
    { from: at(from), to: at(to) },
    {
      until: until === 0 ? 0 : at(until),
      stale: stale.map(at),
      begun: begun === null ? null : at(begun),
      piecesUntil: piecesUntil === 0 ? 0 : at(piecesUntil),
      stalePieces: stalePieces.map(at),
    },
    { grain: "day", daysAlone: false, ...none, ...ask },
  );
  return {
    days: spans.days.map((day) => (day - began) / hourMs),
    begun: spans.begun === null ? null : (spans.begun - began) / hourMs,
    hours: spans.hours.map(hourOf),
    pieces: spans.pieces.map(hourOf),
    rows: spans.rows.map(hourOf),
  };
};

test("whole days are days, what is left of counted hours is hours, and edges and what is newer are rows", () => {
  expect(spansOf(-1.5, 53.25, { until: 52 })).toEqual({
    days: [0, 24],
    begun: null,
    hours: [
      [-1, 0],
      [48, 52],
    ],
    pieces: [],
    rows: [
      [-1.5, -1],
      [52, 53.25],
    ],
  });
});

test("a day that isn't over counts as one where it is counted until then and the period goes on", () => {
  expect(spansOf(0, 53, { until: 52, begun: 52 })).toMatchObject({ begun: 48, hours: [], rows: [[52, 53]] });
  expect(spansOf(0, 53, { until: 52, begun: 51 })).toMatchObject({ begun: null, hours: [[48, 52]] });
  expect(spansOf(0, 50, { until: 52, begun: 52 })).toMatchObject({
    begun: null,
    hours: [[48, 50]],
    rows: [],
  });
  expect(spansOf(0, 53, { until: 52, begun: 52, stale: [49] })).toMatchObject({ begun: null });
});

test("an hour that a late row came for is rows; its day is hours, or rows where hours aren't counted", () => {
  const counted = { until: 72, stale: [30] };
  expect(spansOf(0, 72, counted)).toEqual({
    ...{ days: [0, 48], begun: null, pieces: [] },
    hours: [
      [24, 30],
      [31, 48],
    ],
    rows: [[30, 31]],
  });
  expect(spansOf(0, 72, counted, { daysAlone: true })).toMatchObject({ hours: [], rows: [[24, 48]] });
});

test("what is newer than the hours is whole pieces as far as they are counted, but for stale ones", () => {
  const piece = 1 / 12;
  const counted = { until: 48, piecesUntil: 49 + piece, stalePieces: [48.5, 30] };
  for (const grain of ["hour", "day"] as const)
    expect(spansOf(47, 49.5, counted, { grain })).toEqual({
      ...{ days: [], begun: null, hours: [[47, 48]] },
      pieces: [
        [48, 48.5],
        [48.5 + piece, 49 + piece],
      ],
      rows: [
        [48.5, 48.5 + piece],
        [49 + piece, 49.5],
      ],
    });
  expect(spansOf(48.05, 48.2, counted)).toMatchObject({
    pieces: [[48 + piece, 48 + 2 * piece]],
    rows: [
      [48.05, 48 + piece],
      [48 + 2 * piece, 48.2],
    ],
  });
  expect(spansOf(24, 49, { ...counted, until: 0 })).toMatchObject({ pieces: [], rows: [[24, 49]] });
});

test("no count holds both sides of a moment: its day is hours, its hour rows unless its halves are counted", () => {
  const apart = [at(29.5)];
  expect(spansOf(24, 48, { until: 48 }, { apart })).toMatchObject({ days: [], rows: [[29, 30]] });
  expect(spansOf(24, 48, { until: 48 }, { apart, halved: [at(29)] })).toMatchObject({
    ...{ days: [], rows: [] },
    hours: [[24, 48]],
  });
});

const span = fc.tuple(fc.integer({ min: -60, max: 60 * 80 }), fc.integer({ min: 0, max: 60 * 80 }));

test("every minute of a period has one place, and no stale hour is among what is counted", () => {
  fc.assert(
    fc.property(
      span,
      fc.integer({ min: -2, max: 90 }),
      fc.array(fc.integer({ min: -5, max: 85 }), { maxLength: 6 }),
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 80 * 4 }), { maxLength: 3 }),
      fc.tuple(fc.nat(30), fc.array(fc.nat(30), { maxLength: 3 })),
      ([begin, length], until, staleHours, isBegun, daysAlone, quarters, [newer, staleNewer]) => {
        const [from, to] = [began + begin * 60_000, began + (begin + length) * 60_000];
        const stale = staleHours.filter((hour) => hour < until).map(at);
        const apart = quarters.map((quarter) => at(quarter / 4));
        const stalePieces = staleNewer.map((piece) => at(until) + piece * pieceMs);
        const piecesUntil = at(until) + newer * pieceMs;
        const counted = {
          until: at(until),
          stale,
          begun: isBegun ? at(until) : null,
          piecesUntil,
          stalePieces,
        };
        for (const grain of ["hour", "day"] as const) {
          const ask = { grain, daysAlone: daysAlone && grain === "day", apart, halved: [] };
          const { days, begun, hours, pieces, rows } = usageSpans({ from, to }, counted, ask);
          const counts = [
            ...days.map((day) => ({ from: day, to: day + dayMs })),
            ...(begun === null ? [] : [{ from: begun, to: at(until) }]),
            ...hours,
          ];
          const all = [...counts, ...pieces, ...rows].sort((a, b) => a.from - b.from);
          const covered = all.reduce((end, one) => {
            expect(one.from).toBe(end);
            expect(one.to).toBeGreaterThan(one.from);
            return one.to;
          }, from);
          expect(covered).toBe(to);
          for (const { from, to } of counts) {
            expect(to).toBeLessThanOrEqual(at(until));
            expect([from, to].every((edge) => edge % hourMs === 0)).toBe(true);
            expect(stale.some((hour) => hour < to && hour >= from)).toBe(false);
          }
          for (const { from, to } of pieces) {
            expect([from, to].every((edge) => edge % pieceMs === 0)).toBe(true);
            expect(stalePieces.some((piece) => piece < to && piece >= from)).toBe(false);
            expect(from >= at(until) && to <= piecesUntil).toBe(true);
          }
          for (const moment of apart.filter((one) => one % hourMs !== 0))
            expect(counts.some(({ from, to }) => moment > from && moment < to)).toBe(false);
          const wholeDays = counts.filter(({ from }) => from === begun || days.includes(from));
          for (const moment of apart)
            expect(wholeDays.some(({ from, to }) => moment > from && moment < to)).toBe(false);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
