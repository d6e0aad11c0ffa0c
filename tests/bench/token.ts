import { spawn } from "node:child_process";
import { once } from "node:events";
import { interleaved } from "./load";
import { atLeast, atMost, type Measurement } from "./measurement";
import { registryTokenOf, serviceOf } from "./world";

const startBare = async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/bench/bare-signing-server.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const [port] = await once(child.stdout, "data");
  return {
    url: `http://127.0.0.1:${String(port).trim()}/`,
    pid: child.pid as number,
    stop: () => child.kill(),
  };
};

/** Tokens per second beside a server that only signs the same token. Every token's usage row is committed. */
export const token: Measurement = {
  name: "token",
  async run(bench) {
    const world = await bench.small();
    const [key] = await world.keys(1);
    const value = key?.value ?? "";
    const portal = await world.portal();
    const bare = await startBare();
    const rows = async () =>
      Number(
        (await world.database.query("SELECT count(*) FROM usage_event WHERE apikey_id = $1", [key?.id]))
          .rows[0].count,
      );
    try {
      const loads = await interleaved({
        bare: { url: bare.url, pid: bare.pid },
        registry: { ...registryTokenOf(portal, await serviceOf(world), value), pid: portal.pid },
        access: {
          pid: portal.pid,
          url: `${portal.url}/identity/token`,
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams({
            grant_type: "urn:ibm:params:oauth:grant-type:apikey",
            apikey: value,
          }).toString(),
        },
      });
      const rate = (of: keyof typeof loads) => loads[of].perSecond / loads.bare.perSecond;
      const slower = (of: keyof typeof loads) => loads[of].p99Ms / loads.bare.p99Ms;
      const said = (of: keyof typeof loads) =>
        `${rate(of).toFixed(2)} × (${loads[of].perSecond.toFixed(0)}/s of ${loads.bare.perSecond.toFixed(0)}/s)`;
      const p99 = (of: keyof typeof loads) =>
        `${slower(of).toFixed(1)} × (${loads[of].p99Ms} ms of ${loads.bare.p99Ms} ms)`;
      const cpu = loads.registry.cpuMs / loads.bare.cpuMs;
      const cpuSaid = `${cpu.toFixed(2)} × (${loads.registry.cpuMs.toFixed(3)} of ${loads.bare.cpuMs.toFixed(3)} ms)`;
      const failed = loads.registry.failed + loads.access.failed;
      return [
        atLeast("registry tokens, beside bare signing", rate("registry"), 0.8, said("registry")),
        atMost("their p99, beside bare signing", slower("registry"), 2, p99("registry")),
        {
          what: "the portal's CPU time for one, beside bare signing",
          figure: cpuSaid,
          target: "–",
          met: null,
        },
        { what: "access tokens, beside bare signing", figure: said("access"), target: "–", met: null },
        { what: "their p99", figure: p99("access"), target: "–", met: null },
        atMost("requests that failed", failed, 0, `${failed}, ${await rows()} usage rows committed`),
      ];
    } finally {
      bare.stop();
      await portal.stop();
    }
  },
};
