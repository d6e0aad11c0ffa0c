import { readFileSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Portal, startPortal } from "@/tests/support/portal";

const portals: Portal[] = [];
const start = async (env: Record<string, string> = {}): Promise<Portal> => {
  const portal = await startPortal(env);
  portals.push(portal);
  return portal;
};
afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.stop();
});

const refusal = (env: Record<string, string>): Promise<string> =>
  startPortal(env).then(
    async (portal) => {
      await portal.stop();
      return "it started";
    },
    (error: Error) => error.message,
  );

describe("the portal on its own PostgreSQL", () => {
  test("starts empty, writes the first password for this user alone, and ends cleanly on SIGTERM", async () => {
    const portal = await start();
    const file = path.join(portal.dataDir, "first-login.txt");
    expect(readFileSync(file, "utf8")).toMatch(
      /^email: admin@localhost\npassword: [a-z0-9]{5}(-[a-z0-9]{5}){3}\n$/,
    );
    for (const name of ["first-login.txt", "secret"])
      expect(statSync(path.join(portal.dataDir, name)).mode & 0o777).toBe(0o600);
    expect(portal.output()).not.toContain(readFileSync(file, "utf8").slice(27, 47));
    expect(await portal.kill("SIGTERM")).toBe(0);
  });

  test("a second start on the same data directory says so and stops, and the first goes on", async () => {
    const portal = await start();
    const message = await refusal({ WHARFKEY_DATA_DIR: portal.dataDir });
    expect(message).toContain(`Wharfkey can't start: another Wharfkey`);
    expect(message).toContain(portal.dataDir);
    expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
  });

  test("after kill -9 the next start works, with the same secret and administrator", async () => {
    const killed = await start();
    const secret = readFileSync(path.join(killed.dataDir, "secret"), "utf8");
    await killed.kill("SIGKILL");
    const next = await start({ WHARFKEY_DATA_DIR: killed.dataDir });
    expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
    expect(readFileSync(path.join(killed.dataDir, "secret"), "utf8")).toBe(secret);
  });
});

describe("a wrong configuration stops the start with one line that names the variable, what it got and what it needs", () => {
  test.each<[Record<string, string>, string]>([
    [
      { WHARFKEY_REGISTRIES_PORT: "70000" },
      'WHARFKEY_REGISTRIES_PORT is "70000", it needs a port from 1 to 65535',
    ],
    [
      { WHARFKEY_URL: "http://keys.example.com" },
      'WHARFKEY_URL is "http://keys.example.com", it needs https on another host',
    ],
    [{ WHARFKEY_URL: "https://keys.example.com/path" }, "it needs no path, query or credentials"],
    [{ WHARFKEY_ROLE: "web" }, 'WHARFKEY_ROLE is "web", it needs portal, token or all'],
    [
      { WHARFKEY_TRUSTED_PROXIES: "10.0.0.0/99" },
      'WHARFKEY_TRUSTED_PROXIES is "10.0.0.0/99", it needs CIDRs',
    ],
    [{ WHARFKEY_ADMIN_EMAIL: "nobody" }, 'WHARFKEY_ADMIN_EMAIL is "nobody", it needs an address'],
    [{ DATABASE_URL: "postgresql://u:p@localhost/x" }, "WHARFKEY_SECRET is not set"],
    [
      { DATABASE_URL: "mysql://u:topsecret@localhost/x", WHARFKEY_SECRET: "s".repeat(32) },
      "DATABASE_URL is not understood",
    ],
    [
      {
        DATABASE_URL: "postgresql://u:topsecret@127.0.0.1:1/keys",
        WHARFKEY_SECRET: "s".repeat(32),
      },
      "DATABASE_URL leads to 127.0.0.1:1/keys, it needs a PostgreSQL that lets the portal in (ECONNREFUSED)",
    ],
    [
      { DATABASE_MIGRATION_URL: "postgresql://u:topsecret@localhost/x" },
      "DATABASE_MIGRATION_URL is set without DATABASE_URL",
    ],
    [{ LOG_LEVEL: "loud" }, 'LOG_LEVEL is "loud", it needs trace, debug, info, warn, error, fatal, silent'],
    [
      { WHARFKEY_DATA_DIR: "/etc/passwd" },
      'WHARFKEY_DATA_DIR is "/etc/passwd", it needs a directory that this user can make and write (ENOTDIR)',
    ],
    [{ WHARFKEY_DATA_DIR: "/proc/nope" }, 'WHARFKEY_DATA_DIR is "/proc/nope", it needs a directory'],
    [{ OIDC_ISSUER: "https://id.example.com" }, "OIDC_CLIENT_ID"],
    [{ HOST: "203.0.113.7" }, "203.0.113.7"],
  ])("%j", async (env, line) => {
    const message = await refusal(env);
    expect(message).toContain("Wharfkey can't start: ");
    expect(message).toContain(line);
    expect(message).not.toContain("topsecret");
    expect(
      message
        .trim()
        .split("\n")
        .filter((text) => text.includes("can't start")).length,
    ).toBe(1);
  });

  test("a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", () => resolve()));
    const port = String((other.address() as AddressInfo).port);
    expect(await refusal({ PORT: port })).toContain(`PORT is "${port}", it needs a port that is free`);
    other.close();
  });
});
