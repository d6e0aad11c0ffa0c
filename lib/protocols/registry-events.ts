import { Hono } from "hono";
import { logProblem } from "@/lib/services/health";
import { authenticateRegistry, takeRegistryEvents } from "@/lib/services/registry-events";

const bodySizeBytesMax = 4 * 1024 * 1024;

/**
 * Notifications of CNCF Distribution, with the region's secret as a bearer. A registry repeats whatever isn't
 * answered 2xx for ever, in order: so every authentic request gets it, once it is committed.
 * @see https://distribution.github.io/distribution/about/notifications/
 */
export const registryEvents = new Hono()
  .post("/registry/events/:region", async (c) => {
    const secret = /^bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const regionId = secret && (await authenticateRegistry(c.req.param("region"), secret));
    if (!regionId) {
      c.header("www-authenticate", 'Bearer realm="registry events"');
      return c.json(
        {
          errors: [
            { code: "UNAUTHORIZED", message: "The bearer secret is not this region's webhook secret." },
          ],
        },
        401,
      );
    }
    await takeRegistryEvents(regionId, await readBody(c.req.raw));
    return c.json({ status: "committed" });
  })
  .onError((error, c) => {
    logProblem(error, "registry events not taken: the database did not answer");
    c.header("retry-after", "2");
    return c.json(
      {
        errors: [
          { code: "UNAVAILABLE", message: "Wharfkey's database does not answer. Send the events again." },
        ],
      },
      503,
    );
  });

/** The body as text; null when it is larger than the limit: then it is read to its end and dropped. */
const readBody = async (request: Request): Promise<string | null> => {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes <= bodySizeBytesMax) chunks.push(chunk);
  }
  return sizeBytes <= bodySizeBytesMax ? Buffer.concat(chunks).toString("utf8") : null;
};
