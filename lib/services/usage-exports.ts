import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { runtime } from "@/lib/platform/runtime";
import type { Actor } from "./actor";
import { change } from "./change";
import { administered } from "./reach";
import { notFound } from "./service-error";

/** A month (`2026-05`) of usage that was written to a file before its rows went. */
export type UsageExport = { month: string; sizeBytes: number; at: Date };

const folder = (): string => path.join(runtime().config.dataDir, "exports");
const suffix = ".ndjson.gz";

/** @param place an account's id, or `site` */
const prefixOf = (place: string): string => `usage-${place}-`;

/**
 * Writes a month to its file in `<data>/exports`, unless it is there: rows that are missing by then are in it.
 * @returns the file's name
 */
export const writeUsageExport = async (
  place: string,
  from: Date,
  lines: AsyncGenerator<string>,
): Promise<string> => {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const name = `${prefixOf(place)}${from.toISOString().slice(0, 7)}${suffix}`;
  const file = path.join(folder(), name);
  if (!existsSync(file)) {
    const part = `${file}.part`;
    await pipeline(Readable.from(lines), createGzip(), createWriteStream(part, { mode: 0o600 }));
    renameSync(part, file);
  }
  return name;
};

/**
 * The files of the actor's account, or of what belongs to none, newest month first; those of this portal's own
 * data directory.
 * @throws ServiceError forbidden
 */
export const listUsageExports = async (
  actor: Actor,
  scope: "account" | "site" = "account",
): Promise<UsageExport[]> => {
  const prefix = prefixOf(administered(actor, scope));
  const names = existsSync(folder()) ? await readdir(folder()) : [];
  const months = names.flatMap((name) =>
    name.startsWith(prefix) && name.endsWith(suffix) ? name.slice(prefix.length, -suffix.length) : [],
  );
  return Promise.all(
    months
      .sort()
      .reverse()
      .map(async (month) => {
        const { size, mtime } = await stat(path.join(folder(), `${prefix}${month}${suffix}`));
        return { month, sizeBytes: size, at: mtime };
      }),
  );
};

/** One of them, to be downloaded; the audit says that it left. @throws ServiceError forbidden, not-found */
export const openUsageExport = async (
  actor: Actor,
  month: string,
  scope: "account" | "site" = "account",
): Promise<{ name: string; sizeBytes: number; body: ReadableStream<Uint8Array> }> => {
  const place = administered(actor, scope);
  const found = (await listUsageExports(actor, scope)).find((file) => file.month === month);
  if (!found) throw notFound("file");
  const name = `${prefixOf(place)}${month}${suffix}`;
  await change(actor, place, (_tx, record) =>
    record({ action: "usage.download", target: { type: "usage", id: month, name } }),
  );
  const body = Readable.toWeb(createReadStream(path.join(folder(), name))) as ReadableStream<Uint8Array>;
  return { name, sizeBytes: found.sizeBytes, body };
};
