import { atMost, type Measurement, median, percentile } from "./measurement";
import { registryTokenOf, serviceOf } from "./world";

const count = 100;

/** A key that is disabled at one portal, until another one refuses it. */
export const revocation: Measurement = {
  name: "revocation",
  async run(bench) {
    const world = await bench.large();
    const keys = await world.keys(count);
    const [administrator] = await world.keys(1, "administrator");
    const [one, other] = [await world.portal(), await world.portal()];
    try {
      const service = await serviceOf(world);
      const signedIn = await fetch(`${one.url}/identity/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "urn:ibm:params:oauth:grant-type:apikey",
          apikey: administrator?.value ?? "",
        }),
      });
      const { access_token } = (await signedIn.json()) as { access_token: string };
      const times: number[] = [];
      for (const { id, value } of keys) {
        const { url, headers } = registryTokenOf(other, service, value);
        const ask = async () => (await fetch(url, { headers })).status;
        if ((await ask()) !== 200) throw new Error("a new key was refused");
        const disabled = await fetch(`${one.url}/v1/apikeys/${id}/disable`, {
          method: "POST",
          headers: { authorization: `Bearer ${access_token}` },
        });
        if (!disabled.ok) throw new Error(`disabling was answered ${disabled.status}`);
        const began = performance.now();
        while ((await ask()) === 200);
        times.push(performance.now() - began);
      }
      const p99 = percentile(times, 0.99);
      const said = `${p99.toFixed(0)} ms (median ${median(times).toFixed(0)} ms)`;
      return [atMost("a revocation seen by another portal, p99", p99, 1000, said, " ms")];
    } finally {
      await one.stop();
      await other.stop();
    }
  },
};
