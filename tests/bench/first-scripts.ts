import { gzipSync } from "node:zlib";
import { atMost, type Measurement } from "./measurement";

const kilobyte = 1000;

/** What a browser of today loads for a page before it can be used: its scripts, compressed. */
const scriptsOf = async (url: string, cookie: string): Promise<number> => {
  const page = await fetch(url, { headers: { cookie } });
  const html = await page.text();
  if (page.status !== 200) throw new Error(`${url} was answered ${page.status}`);
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)];
  const sources = new Set(tags.flatMap(([tag, src]) => (/ nomodule/i.test(tag) || !src ? [] : src)));
  const sizes = [...sources].map(async (src) => {
    const text = await (await fetch(new URL(src, url))).arrayBuffer();
    return gzipSync(Buffer.from(text)).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

/** The first JavaScript of pages that people wait for. */
export const firstScripts: Measurement = {
  name: "first-scripts",
  async run(bench) {
    const world = await bench.small();
    const portal = await world.portal("all");
    const cookie = await world.cookie();
    const { rows } = await world.database.query("SELECT id FROM api_key WHERE account_id = $1 LIMIT 1", [
      world.accountId,
    ]);
    const paths = { "sign-in": "/sign-in", home: "/home", key: `/api-keys/${rows[0]?.id}`, keys: "/keys" };
    try {
      const figures = [];
      for (const [name, path] of Object.entries(paths)) {
        const size = (await scriptsOf(`${portal.url}${path}`, name === "sign-in" ? "" : cookie)) / kilobyte;
        figures.push(atMost(`first JavaScript, ${name}`, size, 150, `${size.toFixed(0)} kB`, " kB"));
      }
      return figures;
    } finally {
      await portal.stop();
    }
  },
};
