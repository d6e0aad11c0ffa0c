// Plain JavaScript: `npm start` asks it before TypeScript can run.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** What `next build` reads. */
const pages = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.js",
  "package-lock.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "proxy.ts",
  "tsconfig.json",
];

/** What else the server is made of. */
const server = ["prisma/migrate.ts", "scripts/lib", "server.ts"];

/** SHA-256 over names and contents: unlike times, these survive a checkout. */
const hashOf = (names) => {
  const sum = createHash("sha256");
  const add = (name) => {
    const file = path.join(root, name);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory())
      for (const inner of readdirSync(file).sort()) add(path.join(name, inner));
    else sum.update(`${name}\0`).update(readFileSync(file));
  };
  for (const name of names) add(name);
  return sum.digest("hex");
};

/** Names the sources of a build: `file` holds what `hash()` gave when it was made. */
export const builds = {
  pages: {
    file: path.join(root, ".next/wharfkey-pages"),
    result: path.join(root, ".next/BUILD_ID"),
    hash: () => hashOf(pages),
  },
  server: {
    file: path.join(root, ".next/wharfkey-server"),
    result: path.join(root, ".next/server.mjs"),
    hash: () => hashOf([...pages, ...server]),
  },
};

/** Whether a build of exactly the present sources is there. */
export const isFresh = ({ file, result, hash }) =>
  existsSync(result) && existsSync(file) && readFileSync(file, "utf8") === hash();
