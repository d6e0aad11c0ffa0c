import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Role } from "@/lib/platform/config";
import { createLog } from "@/lib/platform/log";
import { regularWorkOf, startRegularWork, type Work } from "@/scripts/lib/regular-work";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hourMs = 3_600_000;

/** Work that is done once it is told so. */
const held = (name: string) => {
  const ends: (() => void)[] = [];
  const work: Work = {
    ...{ name, everyMs: hourMs, by: "each process" },
    work: () => new Promise<void>((end) => ends.push(end)),
  };
  return { work, ends };
};

test("each work begins 5 to 30 seconds after the start, one after the other, and then at its interval", async () => {
  const all = Array.from({ length: 12 }, (_, index) => held(`work ${index}`));
  const begun = () => all.filter(({ ends }) => ends.length > 0).length;
  const { stop } = startRegularWork(
    createLog("silent"),
    all.map(({ work }) => work),
  );
  await vi.advanceTimersByTimeAsync(4_999);
  expect(begun()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(begun()).toBe(12);
  for (const { ends } of all) ends[0]?.();
  await vi.advanceTimersByTimeAsync(hourMs);
  expect(all.map(({ ends }) => ends.length)).toEqual(Array(12).fill(2));
  for (const { ends } of all) ends[1]?.();
  await stop();
});

test("work that takes longer than its interval never runs twice at once, and the end waits for it", async () => {
  const { work, ends } = held("slow");
  const { stop } = startRegularWork(createLog("silent"), [work]);
  await vi.advanceTimersByTimeAsync(5_000 + 3 * hourMs);
  expect(ends.length).toBe(1);
  let stopped = false;
  const stopping = stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(hourMs);
  expect(stopped).toBe(false);
  ends[0]?.();
  await stopping;
  await vi.advanceTimersByTimeAsync(3 * hourMs);
  expect(ends.length).toBe(1);
});

test("a process for tokens does only what concerns itself, one with pages everything", () => {
  const named = (role: Role) => regularWorkOf(role).map(({ name }) => name);
  expect(named("token")).toEqual(["denied attempts", "keys and registries"]);
  expect(named("portal")).toEqual(named("all"));
  expect(named("all")).toContain("review of keys");
});
