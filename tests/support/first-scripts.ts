import { gzipSync } from "node:zlib";

/** What a browser of today loads for a page before it can be used: its scripts, in kB, compressed. */
export const firstScriptsKb = async (url: string, cookie: string): Promise<number> => {
  const page = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const html = await page.text();
  if (page.status !== 200) throw new Error(`${url} was answered ${page.status}`);
  const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)];
  const sources = new Set(tags.flatMap(([tag, src]) => (/ nomodule/i.test(tag) || !src ? [] : src)));
  const sizes = [...sources].map(async (src) => {
    const text = await (await fetch(new URL(src, url))).arrayBuffer();
    return gzipSync(Buffer.from(text)).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000;
};
