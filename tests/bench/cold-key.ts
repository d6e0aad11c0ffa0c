import { atMost, type Measurement, median, percentile } from "./measurement";
import { settled } from "./settled";
import { registryTokenOf, serviceOf, type World } from "./world";

const count = 300;
/** As many again whose place in the indexes of the newest uses may still be on the disk. */
const fromDisk = 100;
/** So that the portal's code is compiled, and the bench's own: with 300 a token still takes twice the CPU time. */
const before = 4000;

/** Into the machine's memory, where a database that has been in use for a while has them. */
const readIndexes = async ({ database }: World): Promise<void> => {
  await database.query("CREATE EXTENSION IF NOT EXISTS pg_prewarm");
  await database.query(
    `SELECT pg_prewarm(i.indexrelid, 'read') FROM pg_inherits p JOIN pg_index i ON i.indrelid = p.inhrelid
     WHERE p.inhparent = 'usage_event'::regclass AND pg_relation_size(i.indexrelid) > 0`,
  );
  await database.query("DROP EXTENSION pg_prewarm");
};

/** The first token of keys that a portal at rest has not met, one after the other. */
export const coldKey: Measurement = {
  name: "cold-key",
  async run(bench) {
    const world = await bench.large();
    const [warm, ...keys] = await world.keys(1 + fromDisk + count);
    const portal = await world.portal();
    try {
      await settled(portal.pid);
      const service = await serviceOf(world);
      const tokenOf = async (value = ""): Promise<number> => {
        const { url, headers } = registryTokenOf(portal, service, value);
        const began = performance.now();
        const response = await fetch(url, { headers });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`a new key was answered ${response.status}`);
        return performance.now() - began;
      };
      for (let round = 0; round < before; round++) await tokenOf(warm?.value);
      const timesOf = async (some: typeof keys): Promise<number[]> => {
        const times: number[] = [];
        for (const { value } of some) times.push(await tokenOf(value));
        return times;
      };
      const cold = await timesOf(keys.slice(0, fromDisk));
      await readIndexes(world);
      const times = await timesOf(keys.slice(fromDisk));
      const said = `${median(times).toFixed(1)} ms (p99 ${percentile(times, 0.99).toFixed(1)} ms)`;
      return [
        atMost("a key's first token, median", median(times), 5, said, " ms"),
        {
          what: "the same just after the database's start",
          figure: `${median(cold).toFixed(1)} ms`,
          ...{ target: "–", met: null },
        },
      ];
    } finally {
      await portal.stop();
    }
  },
};
