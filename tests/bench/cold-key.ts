import { atMost, type Measurement, median, percentile } from "./measurement";
import { settled } from "./settled";
import { registryTokenOf, serviceOf } from "./world";

const count = 300;
/** So that the portal's code is compiled; their times don't count. */
const before = 300;

/** The first token of keys that a portal at rest has not met, one after the other. */
export const coldKey: Measurement = {
  name: "cold-key",
  async run(bench) {
    const world = await bench.large();
    const keys = await world.keys(before + count);
    const portal = await world.portal();
    try {
      await settled(portal.pid);
      const service = await serviceOf(world);
      const times: number[] = [];
      for (const { value } of keys) {
        const { url, headers } = registryTokenOf(portal, service, value);
        const began = performance.now();
        const response = await fetch(url, { headers });
        await response.arrayBuffer();
        times.push(performance.now() - began);
        if (!response.ok) throw new Error(`a new key was answered ${response.status}`);
      }
      times.splice(0, before);
      const said = `${median(times).toFixed(1)} ms (p99 ${percentile(times, 0.99).toFixed(1)} ms)`;
      return [atMost("a key's first token, median", median(times), 5, said, " ms")];
    } finally {
      await portal.stop();
    }
  },
};
