import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createLog } from "@/lib/platform/log";
import { besidePages } from "@/tests/bench/beside-pages";
import { coldKey } from "@/tests/bench/cold-key";
import { usageExport } from "@/tests/bench/export";
import { firstScripts } from "@/tests/bench/first-scripts";
import { htpasswd } from "@/tests/bench/htpasswd";
import { manyKeys } from "@/tests/bench/many-keys";
import type { Bench, Figure } from "@/tests/bench/measurement";
import { pages } from "@/tests/bench/pages";
import { portalProcess } from "@/tests/bench/process";
import { registryEvents } from "@/tests/bench/registry-events";
import { revocation } from "@/tests/bench/revocation";
import { token } from "@/tests/bench/token";
import { openWorld, type World } from "@/tests/bench/world";
import { urlOfDatabase } from "@/tests/support/postgres";
import { ensureBuild } from "./lib/build";
import { Failure, main, say } from "./lib/cli";
import { temporaryDataDir } from "./lib/temporary-data-dir";

const all = [
  ...[token, htpasswd, manyKeys, coldKey, revocation],
  ...[registryEvents, pages, firstScripts, besidePages, usageExport, portalProcess],
];
const usage = `npm run bench -- [--only NAME]… [--events N] [--keys N] [--data DIR]
  What the portal does in a second, beside what it is measured against, in one run: machines are shared, only the
  ratios count. NAME: ${all.map(({ name }) => name).join(", ")}.
  --events, --keys  how much the large database holds (200000, 10000); the small one has 10000 and 1000
  --data DIR        uses the embedded database of a data directory as the large one, with what it holds. No portal
                    may run on it; keys and uses are added to it.`;

const secret = "benchmark-secret-0123456789abcdef0123456789";
const few = { events: 10_000, keys: 1_000 };

const optionsOf = (words: string[]) => {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: "string", multiple: true, default: [] },
      events: { type: "string", default: "200000" },
      keys: { type: "string", default: "10000" },
      data: { type: "string" },
    },
  });
  const unknown = values.only.find((name) => !all.some((one) => one.name === name));
  if (unknown || ![values.events, values.keys].every((text) => /^[1-9]\d{0,8}$/.test(text)))
    throw new Error(usage);
  return { ...values, events: Number(values.events), keys: Number(values.keys) };
};

const emptyDatabase = async (
  { ownerUrl, appUrl }: EmbeddedPostgres,
  name: string,
): Promise<EmbeddedPostgres> => {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  return { ownerUrl: urlOfDatabase(ownerUrl, name), appUrl: urlOfDatabase(appUrl, name) };
};

const table = (figures: readonly Figure[]): string => {
  const wide = (field: "what" | "figure" | "target") => Math.max(...figures.map((one) => one[field].length));
  return figures
    .map(({ what, figure, target, met }) => {
      const word = met === null ? "" : met ? "met" : "NOT MET";
      return `${what.padEnd(wide("what"))}  ${figure.padEnd(wide("figure"))}  ${target.padEnd(wide("target"))}  ${word}`;
    })
    .join("\n");
};

main(async () => {
  const options = (() => {
    try {
      return optionsOf(process.argv.slice(2));
    } catch {
      throw new Failure(usage);
    }
  })();
  const chosen = all.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
  await ensureBuild();
  const dataDir = temporaryDataDir("bench");
  const log = createLog("silent");
  const stops: (() => Promise<unknown>)[] = [];
  const start = async (folder: string) => {
    const postgres = await startEmbeddedPostgres({ dataDir: folder, log });
    stops.push(() => postgres.stop());
    return postgres;
  };
  const worlds = new Map<string, Promise<World>>();
  const world = (name: string, make: () => Promise<World>): Promise<World> => {
    const known = worlds.get(name) ?? make();
    worlds.set(name, known);
    return known;
  };
  try {
    const postgres = await start(dataDir);
    const bench: Bench = {
      small: () => world("small", async () => openWorld(await emptyDatabase(postgres, "few"), secret, few)),
      large: () =>
        world("large", async () => {
          if (options.data === undefined)
            return openWorld(await emptyDatabase(postgres, "many"), secret, options);
          const known = readFileSync(path.join(options.data, "secret"), "utf8").trim();
          return openWorld(await start(options.data), known, null);
        }),
      say,
    };
    const figures: Figure[] = [];
    for (const { name, run } of chosen) {
      say(`— ${name}`);
      const found = await run(bench);
      say(table(found));
      figures.push(...found);
    }
    console.log(`\n${table(figures)}`);
  } finally {
    for (const opened of worlds.values()) await (await opened).close();
    for (const stop of stops.reverse()) await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
