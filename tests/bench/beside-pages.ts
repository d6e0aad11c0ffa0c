import { interleaved } from "./load";
import { atMost, type Measurement } from "./measurement";
import { registryTokenOf, serviceOf } from "./world";

const visitors = 8;
const paths = ["/keys", "/usage?period=30d", "/audit", "/home"];

/** Tokens of a portal that renders pages for eight people meanwhile. */
export const besidePages: Measurement = {
  name: "beside-pages",
  async run(bench) {
    const world = await bench.large();
    const [key] = await world.keys(1);
    const portal = await world.portal("all");
    const cookie = await world.cookie();
    const load = { token: registryTokenOf(portal, await serviceOf(world), key?.value ?? "") };
    let visiting = true;
    const visit = async () => {
      for (let at = 0; visiting; at++)
        await (await fetch(`${portal.url}${paths[at % paths.length]}`, { headers: { cookie } })).text();
    };
    try {
      await visit0(portal.url, cookie);
      const { token: alone } = await interleaved(load);
      const all = Promise.all(Array.from({ length: visitors }, visit));
      const { token: beside } = await interleaved(load);
      visiting = false;
      await all;
      const ratio = beside.p99Ms / alone.p99Ms;
      const said = `${ratio.toFixed(1)} × (${beside.p99Ms} of ${alone.p99Ms} ms)`;
      return [atMost("p99 of tokens while eight people load pages", ratio, 3, said, " ×")];
    } finally {
      visiting = false;
      await portal.stop();
    }
  },
};

/** Each page once, so that its code is loaded. */
const visit0 = async (url: string, cookie: string): Promise<void> => {
  for (const path of paths) await (await fetch(`${url}${path}`, { headers: { cookie } })).text();
};
