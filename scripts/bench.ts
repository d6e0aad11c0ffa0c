import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import pg from "pg";
import { startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";
import { type Load, load, median } from "@/tests/bench/load";
import { startPortal } from "@/tests/support/portal";
import { temporaryDataDir } from "./lib/temporary-data-dir";

/**
 * `npm run bench`: the registry token service beside a server that only signs the same token, interleaved in
 * one run, since machines are shared: only the ratios count. Every token's usage row is committed.
 */
const rounds = 5;
const secondsEach = 3;
const warmSeconds = 2;
const apikey = "benchmark-key-0123456789abcdef0123456789";

const startBare = async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/bare-signing-server.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}/`, stop: () => child.kill() };
};

const dataDir = temporaryDataDir("bench");
const postgres = await startEmbeddedPostgres({ dataDir, log: createLog("silent") });
const portal = await startPortal({
  DATABASE_URL: postgres.appUrl,
  DATABASE_MIGRATION_URL: postgres.ownerUrl,
  WHARFKEY_SECRET: "benchmark-secret-0123456789abcdef0123456789",
  WHARFKEY_ADMIN_PASSWORD: "benchmark password",
  WHARFKEY_ADMIN_APIKEY: apikey,
});
const bare = await startBare();
const database = new pg.Client({ connectionString: postgres.ownerUrl });
await database.connect();
try {
  await database.query(
    "INSERT INTO namespace (region_id, name, account_id, created_by) SELECT 'eu-de', 'team-a', id, 'bench' FROM account",
  );
  const tokenUrl = `${portal.url}/oauth/token?service=de.registry&scope=repository:team-a/app:pull`;
  const basic = { authorization: `Basic ${Buffer.from(`iamapikey:${apikey}`).toString("base64")}` };
  const rows = async () => Number((await database.query("SELECT count(*) FROM usage_event")).rows[0].count);

  console.log(`Warming up, then ${rounds} rounds of ${secondsEach} s each, 32 connections, interleaved`);
  await load(bare.url, warmSeconds);
  await load(tokenUrl, warmSeconds, basic);
  const before = await rows();
  const bareLoads: Load[] = [];
  const tokenLoads: Load[] = [];
  for (let round = 1; round <= rounds; round++) {
    bareLoads.push(await load(bare.url, secondsEach));
    tokenLoads.push(await load(tokenUrl, secondsEach, basic));
    console.log(
      `round ${round}: bare ${bareLoads.at(-1)?.perSecond.toFixed(0)}/s, token ${tokenLoads.at(-1)?.perSecond.toFixed(0)}/s`,
    );
  }
  const committed = (await rows()) - before;
  const failed = tokenLoads.reduce((sum, result) => sum + result.non2xx, 0);
  const bareRate = median(bareLoads.map((result) => result.perSecond));
  const tokenRate = median(tokenLoads.map((result) => result.perSecond));
  console.log(`
                               median/s   p99 ms
  bare signing server          ${bareRate.toFixed(0).padStart(8)} ${median(bareLoads.map((l) => l.p99Ms))
    .toFixed(1)
    .padStart(8)}
  /oauth/token, row committed  ${tokenRate.toFixed(0).padStart(8)} ${median(tokenLoads.map((l) => l.p99Ms))
    .toFixed(1)
    .padStart(8)}

  ratio ${(tokenRate / bareRate).toFixed(2)} · ${committed} usage rows committed · ${failed} requests failed`);
} finally {
  await database.end();
  bare.stop();
  await portal.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
