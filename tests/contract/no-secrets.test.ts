import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { client } from "@/tests/support/clients";
import { basic } from "@/tests/support/credentials";
import { landscape } from "@/tests/support/landscape";
import { asOwner } from "@/tests/support/postgres";

const skopeo = client("skopeo");
const dockerCli = client("docker");
const world = landscape();

/** Every row of every table, as text. */
const everyRow = async (): Promise<string> => {
  const { ownerUrl } = world.portal.urls;
  const database = new URL(ownerUrl).pathname.slice(1);
  const { rows } = await asOwner(
    ownerUrl,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    database,
  );
  const texts = await Promise.all(
    rows.map(async ({ tablename }) => {
      const content = await asOwner(ownerUrl, `SELECT t::text AS text FROM "${tablename}" t`, database);
      return content.rows.map((row) => String(row.text)).join("\n");
    }),
  );
  return texts.join("\n");
};

const everyLog = (): string => {
  const dir = path.join(world.process.dataDir, "registries", "logs");
  const logs = readdirSync(dir).map((file) => readFileSync(path.join(dir, file), "utf8"));
  return [world.process.output(), ...logs].join("\n");
};

describe.skipIf(!skopeo || !dockerCli)("after logins, pushes, refusals and exchanges", () => {
  test("no key, token or password is in any table, log or error", async () => {
    const { writer, reader, disabled } = world.keys;
    const host = world.hosts["eu-de"] ?? "";
    const mistyped = `${writer.value.slice(0, -1)}${writer.value.endsWith("A") ? "B" : "A"}`;
    const outputs = [
      await world.docker(writer.value, host),
      await world.docker(mistyped, host),
      await world.docker(disabled.value, host),
      await world.push(writer.value, host, "team-a/app:v1"),
      await world.push(reader.value, host, "team-a/app:v2"),
    ].map((ran) => ran.output);
    // A key pasted where the username belongs.
    const pasted = await fetch(`${world.process.url}/oauth/token?service=de.registry`, {
      headers: basic(writer.value, "x"),
    });
    outputs.push(await pasted.text());
    const body = new URLSearchParams({
      grant_type: "urn:ibm:params:oauth:grant-type:apikey",
      apikey: writer.value,
    });
    const exchange = await fetch(`${world.process.url}/identity/token`, {
      method: "POST",
      body,
      headers: basic("bx", "bx"),
    });
    const tokens = (await exchange.json()) as { access_token: string; refresh_token: string };
    await fetch(`${world.process.url}/oauth/token?service=de.registry`, {
      headers: basic("iamrefresh", tokens.refresh_token),
    });
    await world.usageOf(writer, 4);

    const secrets = {
      "a key": writer.value,
      "its random part": writer.value.slice(15, 47),
      "a mistyped key": mistyped,
      "a reader's key": reader.value,
      "a disabled key": disabled.value,
      "an access token": tokens.access_token,
      "a refresh token": tokens.refresh_token,
      "the administrator's password": "a long enough password",
    };
    const places = { tables: await everyRow(), logs: everyLog(), "clients' output": outputs.join("\n") };
    const found = Object.entries(places).flatMap(([place, text]) =>
      Object.entries(secrets).flatMap(([what, secret]) =>
        text.includes(secret) ? `${what} in ${place}` : [],
      ),
    );
    expect(found).toEqual([]);
    expect(places.tables).toContain(writer.id);
    expect(places.logs.length).toBeGreaterThan(100);
  });
});
