import { cpuMsOf } from "./load";
import { atMost, type Measurement, median, percentile } from "./measurement";
import { settled } from "./settled";
import type { World } from "./world";

const rounds = 40;
/** Visits before: what V8 hasn't compiled yet takes half as long again, as after each start. */
const warmRounds = 40;

/** Asked for one after the other; a page counts until its last section has come. Of two, the second is asked where few are. */
const paths: Record<string, string | [string, string]> = {
  keys: "/keys",
  "keys by last use": "/keys?sort=last-used",
  "keys: broader than used": "/keys?findings=broader",
  // Some 150 keys in both.
  "keys: a search": ["/keys?q=deploy-12", "/keys?q=deploy"],
  "keys: a search that finds 15,000": "/keys?q=deploy",
  audit: "/audit",
  "audit: a search": "/audit?q=Okafor",
  "usage, 7 days": "/usage?period=7d",
  "usage, 30 days": "/usage?period=30d",
  "usage, 90 days": "/usage?period=90d",
  denials: "/denials",
};

const visitor = async (world: World) => {
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
  return { portal, visit };
};

/** Server time of whole pages with many keys and uses, and beside few. */
export const pages: Measurement = {
  name: "pages",
  async run(bench) {
    const [large, small] = [await visitor(await bench.large()), await visitor(await bench.small())];
    try {
      const figures = [];
      for (const [name, path] of Object.entries(paths)) {
        const [manyPath, fewPath] = typeof path === "string" ? [path, path] : path;
        const times: { large: number[]; small: number[] } = { large: [], small: [] };
        for (let round = 0; round < warmRounds; round++) {
          await large.visit(manyPath);
          await small.visit(fewPath);
        }
        const cpuBefore = cpuMsOf(large.portal.pid);
        for (let round = 0; round < rounds; round++) {
          times.large.push(await large.visit(manyPath));
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
