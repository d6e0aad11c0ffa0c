import type { Context, MiddlewareHandler } from "hono";

type BodyLimit = { sizeBytesMax: number; onError: (c: Context) => Response | Promise<Response> };

/**
 * Refuses a body that is too large, by its Content-Length or, where it has none, by reading no more than the
 * limit. Hono's own middleware can't be used here: it hands the server's request to the runtime's `Request`,
 * which takes only its own while the global objects stay as Next needs them.
 */
export const bodyLimit =
  ({ sizeBytesMax, onError }: BodyLimit): MiddlewareHandler =>
  async (c, next) => {
    const { raw, method } = c.req;
    const refuse = () => {
      c.header("connection", "close"); // what was not read of the body must not be taken for a next request
      return onError(c);
    };
    const length = c.req.header("content-length");
    if (length !== undefined && c.req.header("transfer-encoding") === undefined)
      return Number(length) > sizeBytesMax ? refuse() : next();
    if (method === "GET" || method === "HEAD" || raw.body === null) return next();
    const body = await readUpTo(raw.body, sizeBytesMax);
    if (body === null) return refuse();
    const { url, headers } = raw;
    c.req.raw = new Request(url, { method, headers, ...(body.length > 0 && { body }) });
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
