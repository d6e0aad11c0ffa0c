import { expect, test } from "vitest";
import { takeTurn } from "@/lib/services/turns";
import { testRuntime } from "@/tests/support/runtime";

const context = testRuntime();
const hourMs = 3_600_000;

/** As if that much time had gone by. */
const later = (ms: number) =>
  context.runtime.pool.query(
    `UPDATE setting SET value = to_jsonb((value #>> '{}')::timestamptz - $1 * interval '1 millisecond')
     WHERE name LIKE 'turn %'`,
    [ms],
  );

test("of portals that come at once one has the turn, and none again before its time is over", async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => takeTurn("review", hourMs)));
  expect(all.filter(Boolean)).toEqual([true]);
  await later(hourMs - 60_000);
  expect(await takeTurn("review", hourMs)).toBe(false);
  await later(60_000);
  expect(await takeTurn("review", hourMs)).toBe(true);
  expect(await takeTurn("review", hourMs)).toBe(false);
});

test("each work has turns of its own, and a database whose clock was set back doesn't wait for what it was", async () => {
  expect(await takeTurn("first", hourMs)).toBe(true);
  expect(await takeTurn("second", hourMs)).toBe(true);
  await later(-2 * hourMs);
  expect(await takeTurn("second", hourMs)).toBe(true);
});
