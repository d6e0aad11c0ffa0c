import { type NextRequest, NextResponse } from "next/server";
import { localeCookie, resolveLocale } from "@/lib/i18n/locale";
import { plainPage, plainPageHeaders } from "@/lib/i18n/plain-page";
import { runtime } from "@/lib/platform/runtime";

/**
 * A fresh script nonce and the security headers for every page. No authorization happens here.
 * @see https://www.w3.org/TR/CSP3/
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { https, production } = runtime().config;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  if (!(await isReadable(request))) {
    const { cookies, headers } = request;
    const locale = resolveLocale(cookies.get(localeCookie)?.value, headers.get("accept-language"));
    const page = plainPage("unreadable", locale, nonce);
    return new NextResponse(page, { status: 400, headers: plainPageHeaders(nonce) });
  }
  const policy = contentSecurityPolicy(nonce, production);

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-wharfkey-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy); // Next reads its own scripts' nonce from here.
  const response = NextResponse.next({ request: { headers } });

  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  if (https) response.headers.set("strict-transport-security", "max-age=31536000");
  return response;
}

/** Forms of pages without scripts, and actions, are multipart. Next answers 500 to what is none. */
async function isReadable(request: NextRequest): Promise<boolean> {
  if (!request.headers.get("content-type")?.startsWith("multipart/form-data")) return true;
  return request.formData().then(
    () => true,
    () => false,
  );
}

function contentSecurityPolicy(nonce: string, production: boolean): string {
  return [
    "default-src 'self'",
    // React's development build rebuilds server stack traces with eval.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${production ? "" : " 'unsafe-eval'"}`,
    // Next's development overlay brings styles without a nonce.
    `style-src 'self' ${production ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    // Radix positions popovers with style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** All but files, by their exact names: what merely begins like one is a page, of what isn't there. */
export const config = { matcher: ["/((?!_next/static/|icon\\.svg$).*)"] };
