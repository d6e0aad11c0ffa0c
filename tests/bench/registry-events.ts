import { randomUUID } from "node:crypto";
import { atLeast, atMost, type Measurement } from "./measurement";
import { namespace, regionId } from "./world";

const batches = 600;
const eventsEach = 50;
const atOnce = 8;
const secret = "a-webhook-secret-of-the-benchmark-0123456789";

const event = (actor: string) => ({
  id: randomUUID(),
  timestamp: new Date().toISOString(),
  action: "pull",
  target: {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    repository: `${namespace}/app`,
    digest: `sha256:${"0".repeat(64)}`,
    tag: "v1",
  },
  request: { id: randomUUID(), addr: "192.0.2.7:4711", method: "GET", useragent: "containerd/2.0.4" },
  actor: { name: actor },
});

/** A registry's notifications, one batch in ten sent twice: each event is taken once. */
export const registryEvents: Measurement = {
  name: "registry-events",
  async run(bench) {
    const world = await bench.large();
    const [key] = await world.keys(1);
    await world.database.query("UPDATE region SET webhook_secret = $2 WHERE id = $1", [
      regionId,
      world.kit.encrypt(secret, `webhook ${regionId}`),
    ]);
    const portal = await world.portal();
    try {
      const actor = `iam-ServiceId-${key?.id.slice("ApiKey-".length)}/${key?.id}`;
      const made = Array.from({ length: batches }, () =>
        JSON.stringify({ events: Array.from({ length: eventsEach }, () => event(actor)) }),
      );
      const queue = made.flatMap((body, index) => (index % 10 === 0 ? [body, body] : [body]));
      const send = async () => {
        for (let body = queue.shift(); body; body = queue.shift()) {
          const response = await fetch(`${portal.url}/registry/events/${regionId}`, {
            method: "POST",
            headers: {
              authorization: `Bearer ${secret}`,
              "content-type": "application/vnd.docker.distribution.events.v1+json",
            },
            body,
          });
          await response.arrayBuffer();
          if (!response.ok) throw new Error(`events were answered ${response.status}`);
        }
      };
      const began = performance.now();
      await Promise.all(Array.from({ length: atOnce }, send));
      const perSecond = (batches * eventsEach * 1.1) / ((performance.now() - began) / 1000);
      const { rows } = await world.database.query(
        "SELECT coalesce(sum(count), 0)::int AS taken FROM usage_event WHERE apikey_id = $1 AND source = 'registry'",
        [key?.id],
      );
      const wrong = Math.abs(rows[0].taken - batches * eventsEach);
      return [
        atLeast("registry events taken in, per second", perSecond, 5000, perSecond.toFixed(0)),
        atMost("of them lost or taken twice", wrong, 0, `${wrong} of ${batches * eventsEach}`),
      ];
    } finally {
      await portal.stop();
    }
  },
};
