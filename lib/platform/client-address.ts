import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import type { Config } from "./config";

/** The one internal header that carries the client's address from server.ts to everything behind it. */
export const clientAddressHeader = "x-wharfkey-client-address";

const forwardingHeaders = [
  "forwarded",
  "x-real-ip",
  "true-client-ip",
  "cf-connecting-ip",
  clientAddressHeader,
];

const parsed = (text: string | undefined) => {
  const bare = text?.trim().replace(/^\[([^\]]+)\](:\d+)?$/, "$1");
  return bare && ipaddr.isValid(bare) ? ipaddr.process(bare) : null;
};

/**
 * Finds the client's address once: the socket's, or, when that is a trusted proxy, the rightmost address in
 * `X-Forwarded-For` that is none. Then deletes every inbound forwarding header and sets the internal one.
 * @param trusted CIDRs of WHARFKEY_TRUSTED_PROXIES
 */
export const takeClientAddress = (request: IncomingMessage, trusted: Config["trustedProxies"]): string => {
  const isTrusted = (address: ipaddr.IPv4 | ipaddr.IPv6) =>
    trusted.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  let client = parsed(request.socket.remoteAddress);
  const chain = [request.headers["x-forwarded-for"] ?? []]
    .flat()
    .join(",")
    .split(",")
    .filter((part) => part.trim());
  while (client && isTrusted(client) && chain.length > 0) {
    const next = parsed(chain.pop());
    if (!next) break;
    client = next;
  }
  for (const name of Object.keys(request.headers))
    if (name.startsWith("x-forwarded-") || forwardingHeaders.includes(name)) delete request.headers[name];
  const raw = request.rawHeaders;
  for (let i = raw.length - 2; i >= 0; i -= 2) {
    const name = raw[i]?.toLowerCase() ?? "";
    if (name.startsWith("x-forwarded-") || forwardingHeaders.includes(name)) raw.splice(i, 2);
  }
  const address = client?.toString() ?? "unknown";
  request.headers[clientAddressHeader] = address;
  raw.push(clientAddressHeader, address);
  return address;
};

/** What counts as one address for limits: an IPv4 address, or an IPv6 network of 64 bits, which one host owns. */
export const addressBlock = (address: string): string => {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address)
    .parts.slice(0, 4)
    .map((part) => part.toString(16))
    .join(":");
};
