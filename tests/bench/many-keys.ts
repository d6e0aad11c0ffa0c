import { interleaved } from "./load";
import { atLeast, type Measurement } from "./measurement";
import { registryTokenOf, serviceOf, type World } from "./world";

const target = async (world: World) => {
  const [key] = await world.keys(1);
  const portal = await world.portal();
  return { portal, load: registryTokenOf(portal, await serviceOf(world), key?.value ?? "") };
};

/** The token rate beside large tables, against small ones. */
export const manyKeys: Measurement = {
  name: "many-keys",
  async run(bench) {
    const [large, small] = [await target(await bench.large()), await target(await bench.small())];
    try {
      const loads = await interleaved({ large: large.load, small: small.load });
      const ratio = loads.large.perSecond / loads.small.perSecond;
      const said = `${ratio.toFixed(2)} × (${loads.large.perSecond.toFixed(0)}/s of ${loads.small.perSecond.toFixed(0)}/s)`;
      return [atLeast("registry tokens with many keys and uses, beside few", ratio, 0.9, said)];
    } finally {
      await large.portal.stop();
      await small.portal.stop();
    }
  },
};
