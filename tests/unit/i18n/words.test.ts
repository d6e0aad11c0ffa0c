import { expect, test } from "vitest";
import { joined } from "@/lib/i18n/words";

test("two parts of a namespace are joined, and neither is changed", () => {
  const above = { nav: { title: "Menu" }, usage: { why: { title: "Why?" } } };
  const below = { usage: { why: { text: "So" }, title: "Usage" } };
  expect(joined(above, below)).toEqual({
    nav: { title: "Menu" },
    usage: { why: { title: "Why?", text: "So" }, title: "Usage" },
  });
  expect(above).toEqual({ nav: { title: "Menu" }, usage: { why: { title: "Why?" } } });
});
