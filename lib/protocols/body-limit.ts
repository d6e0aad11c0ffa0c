import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Context, MiddlewareHandler } from "hono";

type BodyLimit = {
  sizeBytesMax: number;
  refuse: (c: Context, status: 400 | 413 | 415, message: string) => Response | Promise<Response>;
};

/**
 * Refuses a body that is too large, by its Content-Length or, where it has none, by reading no more than the
 * limit. A body packed with gzip is unpacked under the same limit. Hono's own middleware can't be used here: it
 * hands the server's request to the runtime's `Request`, which takes only its own while the global objects stay
 * as Next needs them.
 */
export const bodyLimit =
  ({ sizeBytesMax, refuse }: BodyLimit): MiddlewareHandler =>
  async (c, next) => {
    const { raw, method } = c.req;
    const tooLarge = () => {
      c.header("connection", "close"); // what was not read of the body must not be taken for a next request
      return refuse(c, 413, `The body is larger than ${sizeBytesMax} bytes.`);
    };
    const coding = c.req.header("content-encoding")?.trim().toLowerCase() || "identity";
    const length = c.req.header("content-length");
    if (length !== undefined && c.req.header("transfer-encoding") === undefined) {
      if (Number(length) > sizeBytesMax) return tooLarge();
      if (coding === "identity") return next();
    }
    if (method === "GET" || method === "HEAD" || raw.body === null) return next();
    if (!["identity", "gzip", "x-gzip"].includes(coding)) {
      c.header("accept-encoding", "gzip");
      c.header("connection", "close");
      return refuse(c, 415, "The body's Content-Encoding is not understood, it needs gzip or none.");
    }
    const sent = await readUpTo(raw.body, sizeBytesMax);
    const body = sent && coding !== "identity" ? await unpackUpTo(sent, sizeBytesMax) : sent;
    if (body === null) return tooLarge();
    if (body === "no gzip")
      return refuse(c, 400, "The body is no gzip, which its Content-Encoding says it is.");
    const headers = new Headers(raw.headers);
    headers.delete("content-encoding");
    headers.set("content-length", String(body.length));
    c.req.raw = new Request(raw.url, { method, headers, ...(body.length > 0 && { body }) });
    return next();
  };

/** All of a stream, or null once it is longer than that. The rest stays unread: cancelling would cut off the answer. */
const readUpTo = async (
  stream: ReadableStream<Uint8Array>,
  sizeBytesMax: number,
): Promise<Buffer<ArrayBuffer> | null> => {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; size <= sizeBytesMax; ) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    size += value.byteLength;
    chunks.push(value);
  }
  reader.releaseLock();
  return null;
};

/** What was packed, or null once it is longer than that: no more of it is unpacked then. */
const unpackUpTo = async (
  packed: Buffer,
  maxOutputLength: number,
): Promise<Buffer<ArrayBuffer> | null | "no gzip"> => {
  try {
    return Buffer.from(await promisify(gunzip)(packed, { maxOutputLength }));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? null : "no gzip";
  }
};
