import { expect, test } from "vitest";
import { listQueryOf } from "@/app/_server/list-query";

test("a cursor with the longest name in it is taken whole, what is searched for has a name's length", () => {
  const cursor = Buffer.from(JSON.stringify(["name", "asc", "Ж".repeat(255), "wharfkey-1"])).toString(
    "base64url",
  );
  expect(listQueryOf({ cursor, q: "Ж".repeat(300) })).toEqual({ cursor, q: "Ж".repeat(255) });
});

test("what is no text, or holds a control character, asks for nothing", () => {
  expect(listQueryOf({ cursor: ["a", "b"], q: "a\u0000b" })).toEqual({ cursor: undefined, q: undefined });
  expect(listQueryOf({ q: "  " })).toEqual({ q: undefined, cursor: undefined });
});
