import { describe, expect, it } from "vitest";
import { isTimeZone, resolveLocale } from "@/lib/i18n/locale";

describe("the language of a page", () => {
  it.each([
    ["de", "en", "de"],
    ["fr", "de", "de"],
    [undefined, "de-AT,de;q=0.9,en;q=0.5", "de"],
    [undefined, "fr,en;q=0.5,de;q=0.8", "de"],
    [undefined, "de;q=0,en;q=0.1", "en"],
    [undefined, "fr-CH, it", "en"],
    [undefined, "*", "en"],
    [undefined, "", "en"],
    [undefined, null, "en"],
    [undefined, ";;q=,,de;q=x", "en"],
  ])("choice %j and header %j give %j", (choice, header, locale) => {
    expect(resolveLocale(choice, header)).toBe(locale);
  });
});

describe("a time zone from a cookie", () => {
  it("is taken only when the runtime knows it", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
    expect(isTimeZone("'; drop")).toBe(false);
  });
});
