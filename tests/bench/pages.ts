import { cpuMsOf } from "./load";
import { atMost, type Measurement, median, percentile } from "./measurement";
import { settled } from "./settled";
import { regionId, type World } from "./world";

const rounds = 40;
/** Visits before: what V8 hasn't compiled yet takes half as long again, as after each start. */
const warmRounds = 40;

/**
 * Asked for one after the other; a page counts until its last section has come.
 * @param search a word that some 150 keys hold
 */
const pathsOf = async ({ database, accountId }: World, search: string): Promise<Record<string, string>> => {
  const first = async (text: string): Promise<string> => {
    const { rows } = await database.query<{ found: string }>(text, [accountId]);
    return rows[0]?.found ?? "";
  };
  const key = await first(
    "SELECT id AS found FROM api_key WHERE account_id = $1 AND service_id_id IS NOT NULL ORDER BY created_at LIMIT 1",
  );
  const place = await first(
    "SELECT region_id || '/' || name AS found FROM namespace WHERE account_id = $1 AND name LIKE 'seed-%' ORDER BY name LIMIT 1",
  );
  const namespace = place.split("/")[1] ?? "";
  const repository = await first(
    "SELECT value AS found FROM usage_top WHERE account_id = $1 AND dimension = 'repository' AND narrow = '' AND place = 1 ORDER BY at DESC LIMIT 1",
  );
  return {
    home: "/home",
    keys: "/keys",
    "keys by last use": "/keys?sort=last-used",
    "keys: broader than used": "/keys?findings=broader",
    "keys: a search": `/keys?q=${search}`,
    "keys: a search that finds 15,000": "/keys?q=deploy",
    "a key": `/api-keys/${key}`,
    "a namespace": `/namespaces/${place}`,
    "service IDs": "/service-ids",
    people: "/people",
    audit: "/audit",
    "audit: a search": "/audit?q=Okafor",
    "usage, 7 days": "/usage?period=7d",
    "usage, 30 days": "/usage?period=30d",
    "usage, 90 days": "/usage?period=90d",
    "usage of a region": `/usage?period=90d&region=${regionId}`,
    "usage of a client": "/usage?period=90d&client=docker",
    "usage of a region's client": `/usage?period=90d&region=${regionId}&client=docker`,
    "usage of a namespace": `/usage?period=90d&namespace=${namespace}`,
    "usage of a repository": `/usage?period=90d&repository=${encodeURIComponent(repository)}`,
    "usage of a key": `/usage?period=90d&apikey_id=${key}`,
    denials: "/denials",
  };
};

const visitor = async (world: World, search: string) => {
  const paths = await pathsOf(world, search);
  const portal = await world.portal("all");
  const cookie = await world.cookie();
  const visit = async (path: string): Promise<number> => {
    const began = performance.now();
    const response = await fetch(`${portal.url}${path}`, { headers: { cookie }, redirect: "manual" });
    await response.text();
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
    return performance.now() - began;
  };
  await settled(portal.pid);
  return { portal, visit, paths };
};

/** Server time of whole pages with many keys and uses, and beside few. */
export const pages: Measurement = {
  name: "pages",
  async run(bench) {
    const large = await visitor(await bench.large(), "deploy-12");
    const small = await visitor(await bench.small(), "deploy");
    try {
      const figures = [];
      for (const [name, path] of Object.entries(large.paths)) {
        const fewPath = small.paths[name] ?? path;
        const times: { large: number[]; small: number[] } = { large: [], small: [] };
        for (let round = 0; round < warmRounds; round++) {
          await large.visit(path);
          await small.visit(fewPath);
        }
        const cpuBefore = cpuMsOf(large.portal.pid);
        for (let round = 0; round < rounds; round++) {
          times.large.push(await large.visit(path));
          times.small.push(await small.visit(fewPath));
        }
        const cpu = (cpuMsOf(large.portal.pid) - cpuBefore) / rounds;
        const p95 = percentile(times.large, 0.95);
        const ratio = median(times.large) / median(times.small);
        const said = `${p95.toFixed(0)} ms (median ${median(times.large).toFixed(0)} of ${median(times.small).toFixed(0)} ms; portal's CPU ${cpu.toFixed(0)} ms)`;
        figures.push(
          atMost(`${name}: p95`, p95, 150, said, " ms"),
          atMost(`${name}: beside few keys and uses`, ratio, 1.5, `${ratio.toFixed(1)} ×`, " ×"),
        );
        bench.say(`${name}: ${said}`);
      }
      return figures;
    } finally {
      await large.portal.stop();
      await small.portal.stop();
    }
  },
};
