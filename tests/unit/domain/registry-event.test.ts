import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countedAction,
  deleteKey,
  type ParsedEvent,
  parseRegistryEvents,
  splitActor,
} from "@/lib/domain/registry-event";

const lines = readFileSync(new URL("../../support/vectors/registry-events.jsonl", import.meta.url), "utf8");
const bodies = lines
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { body: unknown }).body);
const recorded = bodies.flatMap((body) => {
  const parsed = parseRegistryEvents(body);
  return parsed.ok ? parsed.events : [];
});

const event = (change: Partial<ParsedEvent> = {}): ParsedEvent => ({
  ...(recorded[2] as ParsedEvent),
  ...change,
});

describe("what a real registry sent", () => {
  test("is read whole", () => {
    expect(bodies).toHaveLength(57);
    expect(recorded).toHaveLength(57);
    for (const body of bodies) expect(parseRegistryEvents(body)).toMatchObject({ ok: true, unreadable: 0 });
    expect(recorded[2]).toEqual({
      id: "f354c14a-0397-452b-9abb-1175d7fb2431",
      at: new Date("2026-11-22T18:56:52.140Z"),
      action: "pull",
      method: "GET",
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      repository: "team-a/app",
      tag: "v1",
      digest: "sha256:5973db0cba987dee1d6b5dd57f78bf7ebe39d0534f184f6a10dd23804add46c6",
      fromRepository: null,
      requestId: "861afeb1-85cf-4d64-be7d-e88a9060a5bd",
      addr: "127.0.0.1:47228",
      userAgent: "skopeo/1.9.3",
      actorName: "IBMid-1/ApiKey-mgr",
    });
  });

  test("counts manifests and indexes by GET and PUT, mounts and deletes; blobs and HEADs never", () => {
    const counts: Record<string, number> = {};
    for (const one of recorded) {
      const counted = countedAction(one) ?? `not: ${one.action} ${one.method}`;
      counts[counted] = (counts[counted] ?? 0) + 1;
    }
    expect(counts).toEqual({
      pull: 13,
      push: 8,
      mount: 6,
      delete: 4,
      "not: pull GET": 9,
      "not: pull HEAD": 12,
      "not: push PUT": 5,
    });
    expect(recorded.filter((one) => countedAction(one) === "pull").every((one) => one.method === "GET")).toBe(
      true,
    );
  });

  test("a digest's and its tag's delete share one key, two deletions don't", () => {
    const deletes = recorded.filter((one) => countedAction(one) === "delete");
    expect(deletes.map((one) => [one.repository, one.tag, one.digest !== null])).toEqual([
      ["team-a/app2", null, true],
      ["team-a/app2", "v1", false],
      ["team-a/ig", null, true],
      ["team-a/ig", "v1", false],
    ]);
    const keys = deletes.map(deleteKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).toBe(keys[3]);
    expect(new Set(keys).size).toBe(2);
  });

  test("a mount names its source", () => {
    const mount = recorded.find((one) => one.action === "mount");
    expect(mount).toMatchObject({ repository: "team-a/app2", fromRepository: "team-a/app" });
  });
});

test.each<[string, Partial<ParsedEvent>, string | null]>([
  ["a manifest's GET", {}, "pull"],
  ["an index's GET", { mediaType: "application/vnd.oci.image.index.v1+json" }, "pull"],
  ["a Docker manifest's GET", { mediaType: "application/vnd.docker.distribution.manifest.v2+json" }, "pull"],
  [
    "a manifest list's GET",
    { mediaType: "application/vnd.docker.distribution.manifest.list.v2+json" },
    "pull",
  ],
  ["a manifest's HEAD", { method: "HEAD" }, null],
  ["a blob's GET", { mediaType: "application/octet-stream" }, null],
  ["a GET of nothing known", { mediaType: null }, null],
  ["a manifest's PUT", { action: "push", method: "PUT" }, "push"],
  ["a blob's PUT", { action: "push", method: "PUT", mediaType: "application/octet-stream" }, null],
  ["a push by GET", { action: "push" }, null],
  ["a mount", { action: "mount", method: "POST", mediaType: "application/octet-stream" }, "mount"],
  ["a delete", { action: "delete", method: "DELETE", mediaType: null }, "delete"],
  ["an action to come", { action: "sign" }, null],
])("%s counts as %j", (_, change, counted) => {
  expect(countedAction(event(change))).toBe(counted);
});

test("a delete without a request id is a row by itself, and nothing else has a delete key", () => {
  const alone = event({ action: "delete", method: "DELETE", requestId: null, id: "e1" });
  expect(deleteKey(alone)).toBe("e1 team-a/app");
  expect(deleteKey(event())).toBeNull();
});

describe("what can't be read", () => {
  const sent = (change: object) => ({ ...(bodies[2] as { events: object[] }).events[0], ...change });

  test.each([
    ["no id", { id: undefined }],
    ["an id that is no text", { id: 7 }],
    ["an id that fits no column", { id: "x".repeat(200) }],
    ["no action", { action: "" }],
    ["no target", { target: null }],
    ["no repository", { target: {} }],
    ["a control character in the repository", { target: { repository: "team-a/\u0000" } }],
    ["no time", { timestamp: undefined }],
    ["a time that is none", { timestamp: "yesterday" }],
    ["a time that fits no column", { timestamp: "+275000-01-01T00:00:00Z" }],
    ["a time that throws when read", { timestamp: { toString: 1 } }],
  ])("%s is counted and left out", (_, change) => {
    const parsed = parseRegistryEvents({ events: [sent(change), sent({})] });
    expect(parsed).toMatchObject({ ok: true, unreadable: 1, events: [{ id: recorded[2]?.id }] });
  });

  test("what isn't needed may be missing", () => {
    const bare = {
      id: "1",
      timestamp: "2026-11-22T18:56:52Z",
      action: "pull",
      target: { repository: "a/b" },
    };
    expect(parseRegistryEvents({ events: [bare] })).toMatchObject({
      ok: true,
      unreadable: 0,
      events: [{ method: "", mediaType: null, userAgent: null, actorName: null }],
    });
  });

  test.each([null, undefined, "events", 7, [], {}, { events: {} }])("a body %j is a problem", (body) => {
    expect(parseRegistryEvents(body)).toEqual({ ok: false, problem: expect.stringContaining("events") });
  });

  test("nothing that JSON can say makes it throw", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (events, body) => {
        expect(parseRegistryEvents({ events })).toMatchObject({ ok: true });
        parseRegistryEvents(body);
      }),
    );
  });
});

test.each([
  ["iam-ServiceId-3f1c/ApiKey-77d4", { iamId: "iam-ServiceId-3f1c", apikeyId: "ApiKey-77d4" }],
  ["wharfkey-3f1c/ApiKey-77d4", { iamId: "wharfkey-3f1c", apikeyId: "ApiKey-77d4" }],
  ["IBMid-1/ApiKey-mgr", { iamId: "IBMid-1", apikeyId: "ApiKey-mgr" }],
  ["admin", null],
  ["wharfkey-3f1c/", null],
  ["/ApiKey-77d4", null],
  ["wharfkey-3f1c/ServiceId-77d4", null],
  ["a/b/ApiKey-77d4", null],
  ["", null],
])("actor %j is %j", (name, parts) => {
  expect(splitActor(name)).toEqual(parts);
});
