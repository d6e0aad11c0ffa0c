import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeJwt } from "jose";
import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { type Portal, startPortal } from "@/tests/support/portal";
import { Failure, main, say } from "./lib/cli";
import { temporaryDataDir } from "./lib/temporary-data-dir";

/** `npm run chaos [ROUNDS]`: kills the portal and its PostgreSQL under load, again and again, and counts what is lost. */
const apikey = "chaos-key-0123456789abcdef0123456789abcdef";
const clients = 16;
const loadMs = 3_000;

const load = async (portal: Portal, received: Set<string>): Promise<void> => {
  const headers = { authorization: `Basic ${Buffer.from(`iamapikey:${apikey}`).toString("base64")}` };
  for (;;)
    try {
      const response = await fetch(`${portal.url}/oauth/token?service=de.registry`, { headers });
      const { token } = (await response.json()) as { token: string };
      received.add(String(decodeJwt(token).jti));
    } catch {
      return; // killed
    }
};

main(async () => {
  const rounds = Number(process.argv[2] ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Failure("npm run chaos [ROUNDS]: a whole number of rounds");
  const dataDir = temporaryDataDir("chaos");
  const received = new Set<string>();
  for (let round = 1; round <= rounds; round++) {
    const portal = await startPortal({ WHARFKEY_DATA_DIR: dataDir, WHARFKEY_ADMIN_APIKEY: apikey });
    const running = Array.from({ length: clients }, () => load(portal, received));
    await sleep(loadMs);
    const database = findEmbeddedPostgres(dataDir);
    const client = new pg.Client({ connectionString: database?.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ file: string }>("SELECT pg_read_file('postmaster.pid') AS file");
    client.on("error", () => {}); // its server is about to be killed
    process.kill(Number(rows[0]?.file.split("\n")[0]), "SIGKILL");
    await portal.kill("SIGKILL");
    await Promise.all(running);
    say(`round ${round}: portal and PostgreSQL killed with ${received.size} tokens received so far`);
  }
  const portal = await startPortal({ WHARFKEY_DATA_DIR: dataDir });
  const client = new pg.Client({ connectionString: findEmbeddedPostgres(dataDir)?.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ token_id: string }>("SELECT token_id FROM usage_event");
  await client.end();
  await portal.stop();
  rmSync(dataDir, { recursive: true, force: true });
  const recorded = new Set(rows.map((row) => row.token_id));
  const lost = [...received].filter((jti) => !recorded.has(jti)).length;
  console.log(`${received.size} tokens received, ${recorded.size} recorded, ${lost} lost`);
  if (lost > 0) process.exitCode = 1;
});
