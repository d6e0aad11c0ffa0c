import { interleaved } from "./load";
import { atMost, type Measurement } from "./measurement";
import { settled } from "./settled";
import { registryTokenOf, serviceOf } from "./world";

const visitors = 8;
const paths = ["/keys", "/usage?period=30d", "/audit", "/home"];

/** Tokens while eight people load pages: of the portal's own process, and of a process that serves tokens alone. */
export const besidePages: Measurement = {
  name: "beside-pages",
  async run(bench) {
    const world = await bench.large();
    const [key] = await world.keys(1);
    const [portal, tokens] = [await world.portal("all"), await world.portal("token")];
    const [cookie, service] = [await world.cookie(), await serviceOf(world)];
    const load = {
      same: registryTokenOf(portal, service, key?.value ?? ""),
      own: registryTokenOf(tokens, service, key?.value ?? ""),
    };
    const open = async (path: string) =>
      (await fetch(`${portal.url}${path}`, { headers: { cookie } })).text();
    let visiting = true;
    const visit = async () => {
      for (let at = 0; visiting; at++) await open(paths[at % paths.length] ?? "/home");
    };
    try {
      await Promise.all([settled(portal.pid), settled(tokens.pid)]);
      for (const path of paths) await open(path); // so that its code is loaded
      const alone = await interleaved(load);
      const all = Promise.all(Array.from({ length: visitors }, visit));
      const beside = await interleaved(load);
      visiting = false;
      await all;
      const ratio = (of: keyof typeof load) => beside[of].p99Ms / alone[of].p99Ms;
      const said = (of: keyof typeof load) =>
        `${ratio(of).toFixed(1)} × (${beside[of].p99Ms} of ${alone[of].p99Ms} ms)`;
      const what = "p99 of tokens while eight people load pages";
      return [
        atMost(`${what}, in a process for tokens`, ratio("own"), 3, said("own"), " ×"),
        { what: `${what}, in the portal's own`, figure: said("same"), target: "–", met: null },
      ];
    } finally {
      visiting = false;
      await tokens.stop();
      await portal.stop();
    }
  },
};
