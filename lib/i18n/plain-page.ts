import type { Locale } from "./locale";
import { messages } from "./messages";

export type PlainPage = "database" | "tooLarge" | "unreadable";

/**
 * A page for when the pages themselves can't answer: no script, no request, one style that `nonce` allows.
 * @param retrySeconds after which the browser asks again by itself
 */
export const plainPage = (page: PlainPage, locale: Locale, nonce: string, retrySeconds?: number): string => {
  const { title, text } = messages[locale].errors[page];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Wharfkey</title>
${retrySeconds ? `<meta http-equiv="refresh" content="${retrySeconds}">` : ""}
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif }
main { max-width: 32rem; margin: 18vh auto; padding: 1.5rem }
h1 { font-size: 1.35rem; letter-spacing: -.02em }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`;
};

/** What goes with it. */
export const plainPageHeaders = (nonce: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  "cache-control": "no-store",
});
