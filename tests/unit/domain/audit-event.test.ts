import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AuditItem,
  type AuditPayload,
  auditHash,
  auditPayload,
  canonicalJson,
  firstPrevHash,
} from "@/lib/domain/audit-event";
import { verifyChain } from "@/lib/domain/chain-walk";

const sha256Hex = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

function payload(seq: number): AuditPayload {
  return {
    seq,
    at: "2026-11-22T12:00:00.000Z",
    actor: { iam_id: "wharfkey-1", name: "Mara Lindqvist" },
    action: "apikey.create",
    target: { type: "apikey", id: `ApiKey-${seq}`, name: "ci" },
    before: null,
    after: { name: "ci", count: seq, tags: ["ä", "€"] },
    correlation_id: "req-1",
    ip: "10.2.14.88",
  };
}

function chain(length: number): AuditItem[] {
  const items: AuditItem[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const prev_hash = items.at(-1)?.hash ?? firstPrevHash;
    items.push({ ...payload(seq), prev_hash, hash: auditHash(payload(seq), prev_hash, sha256Hex) });
  }
  return items;
}

const items = chain(5);
const changed = (index: number, change: object) =>
  items.map((item, at) => (at === index ? { ...item, ...change } : item));

test("the canonical form is RFC 8785's own example", () => {
  const value = JSON.parse(
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
  );
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  expect(() => canonicalJson(undefined)).toThrow("not a JSON value");
  expect(() => canonicalJson("\ud800")).toThrow();
});

test("the hash is SHA-256 over the hash before it and all other fields, in canonical order", () => {
  const written =
    '{"action":"apikey.create","actor":{"iam_id":"wharfkey-1","name":"Mara Lindqvist"},"after":{"count":1,"name":"ci","tags":["ä","€"]},"at":"2026-11-22T12:00:00.000Z","before":null,"correlation_id":"req-1","ip":"10.2.14.88","seq":1,"target":{"id":"ApiKey-1","name":"ci","type":"apikey"}}';
  expect(canonicalJson(auditPayload(items[0] as AuditItem))).toBe(written);
  expect(items[0]?.hash).toBe(sha256Hex("0".repeat(64) + written));
});

describe("a chain", () => {
  test("that nobody touched is right, from its beginning and from a checkpoint", () => {
    expect(verifyChain(items, sha256Hex)).toEqual({ ok: true, count: 5 });
    expect(verifyChain([], sha256Hex)).toEqual({ ok: true, count: 0 });
    expect(verifyChain(items.slice(2), sha256Hex, items[1])).toEqual({ ok: true, count: 3 });
  });

  test("survives storage that reorders the keys", () => {
    const reordered = items.map((item) => Object.fromEntries(Object.entries(item).reverse()) as AuditItem);
    expect(verifyChain(reordered, sha256Hex)).toEqual({ ok: true, count: 5 });
  });

  test.each([
    ["an item taken out", items.filter((_, index) => index !== 2), 3, "gap"],
    ["the beginning cut off", items.slice(1), 1, "gap"],
    ["two items swapped", [items[0], items[2], items[1]] as AuditItem[], 2, "gap"],
    ["an item twice", [items[0], items[0]] as AuditItem[], 2, "gap"],
    ["another chain's item", changed(2, { prev_hash: "f".repeat(64) }), 3, "link"],
    ["a changed name", changed(2, { actor: { iam_id: "wharfkey-1", name: "Nobody" } }), 3, "hash"],
    ["a changed time", changed(4, { at: "2026-11-22T12:00:00.001Z" }), 5, "hash"],
    ["an added field", changed(1, { note: "x" }), 2, "hash"],
    ["a changed hash", changed(4, { hash: "0".repeat(64) }), 5, "hash"],
    ["text that has no canonical form", changed(0, { ip: "\ud800" }), 1, "hash"],
  ])("with %s is found out", (_, altered, seq, problem) => {
    expect(verifyChain(altered, sha256Hex)).toEqual({ ok: false, seq, problem });
  });

  test("whose item was rewritten with a matching hash breaks at the next one", () => {
    const forged = { ...payload(2), ip: "10.0.0.1" };
    const prev_hash = items[0]?.hash ?? "";
    const hash = auditHash(forged, prev_hash, sha256Hex);
    expect(verifyChain(changed(1, { ...forged, hash }), sha256Hex)).toEqual({
      ok: false,
      seq: 3,
      problem: "link",
    });
  });

  test("notices any change of any value", () => {
    const path = fc.constantFrom<keyof AuditPayload>(
      "seq",
      "at",
      "action",
      "before",
      "after",
      "correlation_id",
      "ip",
    );
    fc.assert(
      fc.property(fc.nat(4), path, fc.jsonValue(), (index, key, value) => {
        fc.pre(canonicalJson(value) !== canonicalJson(items[index]?.[key]));
        expect(verifyChain(changed(index, { [key]: value }), sha256Hex).ok).toBe(false);
      }),
    );
  });
});
