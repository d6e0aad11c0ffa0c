import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import {
  cookieName,
  cookieOptions,
  sessionCookieValue,
  sessionIdOfCookie,
} from "@/lib/services/session-cookie";
import { testRuntime } from "@/tests/support/runtime";

const portal = testRuntime({ WHARFKEY_URL: "https://keys.example.com" });

test("on https every cookie of the sign-in is __Host-, Secure, HttpOnly and SameSite=Lax", () => {
  for (const purpose of ["session", "csrf", "callback", "pkce", "state", "nonce", "intent"] as const)
    expect(cookieName(purpose)).toBe(`__Host-wharfkey-${purpose}`);
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
});

/** With another first character of its encrypted part. */
const altered = (value: string): string => {
  const parts = value.split(".");
  parts[3] = (parts[3]?.startsWith("A") ? "B" : "A") + (parts[3]?.slice(1) ?? "");
  return parts.join(".");
};

test("a session cookie gives its id, and one that was made elsewhere, altered or is too old gives none", async () => {
  const id = randomUUID();
  const value = await sessionCookieValue(id);
  expect(value).not.toContain(id);
  expect(await sessionIdOfCookie(value)).toBe(id);
  const secret = portal.runtime.secrets.sessionSecret.reveal();
  const others = [
    undefined,
    "",
    "nonsense",
    altered(value),
    await encode({ token: { sid: id }, secret: "another secret" }),
    await encode({ token: { sid: id }, secret, maxAge: -60 }),
    await encode({ token: { sub: id }, secret }),
  ];
  for (const other of others) expect(await sessionIdOfCookie(other)).toBeNull();
});
