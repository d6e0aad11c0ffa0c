import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { localeCookie, resolveLocale } from "@/lib/i18n/locale";
import { type PlainPage, plainPage, plainPageHeaders } from "@/lib/i18n/plain-page";
import { databaseReady } from "@/lib/services/health";

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What a page's form or action may send. next.config.js has the same number. */
const bodySizeBytesMax = 256 * 1024;
const trustReadyMs = 1_000;
const retrySeconds = 5;

/**
 * What stands before the pages: Next would answer both with a bare 500. A body that is too large (or of unknown
 * size, which no browser sends) is refused before it is read, and without its database the portal says so.
 */
export const pageDoor = (pages: Handler): Handler => {
  let readyUntil = 0;
  const isReady = async (): Promise<boolean> => {
    if (Date.now() < readyUntil) return true;
    const ready = await databaseReady();
    if (ready) readyUntil = Date.now() + trustReadyMs;
    return ready;
  };
  return async (request, response) => {
    if (isTooLarge(request)) return refuse(request, response, 413, "tooLarge");
    if (request.url?.startsWith("/_next/")) return pages(request, response);
    if (!(await isReady())) return refuse(request, response, 503, "database");
    return pages(request, response);
  };
};

const isTooLarge = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > bodySizeBytesMax;

const refuse = (
  { headers }: IncomingMessage,
  response: ServerResponse,
  status: 413 | 503,
  page: PlainPage,
): void => {
  const cookie = new RegExp(`(?:^|; )${localeCookie}=(\\w+)`).exec(headers.cookie ?? "")?.[1];
  const locale = resolveLocale(cookie, headers["accept-language"]);
  const nonce = randomBytes(16).toString("base64");
  const retry = status === 503 ? retrySeconds : undefined;
  response
    .writeHead(status, {
      ...plainPageHeaders(nonce),
      connection: "close", // what was not read of a body must not be taken for the next request
      ...(retry && { "retry-after": String(retry) }),
    })
    .end(plainPage(page, locale, nonce, retry));
};
