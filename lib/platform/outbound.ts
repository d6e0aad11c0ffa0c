import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Why an address of someone else's choice isn't called. */
export class OutboundRefusal extends Error {
  override name = "OutboundRefusal";
}

const timeoutMs = 10_000;

/**
 * What may be called by itself: https, to a public address. Loopback, private and link-local addresses (a cloud's
 * metadata service is one) and plain http are only for hosts that the operator has named.
 */
export const urlProblem = (
  text: string,
  trustedHosts: readonly string[],
): "form" | "https" | "address" | null => {
  if (!URL.canParse(text)) return "form";
  const url = new URL(text);
  if (url.username || url.password || !/^https?:$/.test(url.protocol)) return "form";
  if (trustedHosts.includes(url.hostname)) return null;
  if (url.protocol !== "https:") return "https";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(host) && !isPublic(host) ? "address" : null;
};

/** Of IPv6 only what is given out: beside it are old forms that hold an IPv4 address, such as `::127.0.0.1`. */
const publicIpv6 = ipaddr.parseCIDR("2000::/3");

export const isPublic = (address: string): boolean => {
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast" && (parsed.kind() === "ipv4" || parsed.match(publicIpv6));
};

/** Decides by the address that is then connected to, so that a name can't change its meaning in between. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const found = addresses?.filter(({ address }) => isPublic(address)) ?? [];
    const first = found[0];
    if (error) callback(error, "", 0);
    else if (!first) callback(new OutboundRefusal("address-not-public"), "", 0);
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/**
 * Posts JSON. Follows no redirect and reads no answer: it is none of ours.
 * @returns the answer's status
 * @throws OutboundRefusal, or what the connection failed with
 */
export const postJson = (
  text: string,
  body: string,
  headers: Record<string, string>,
  trustedHosts: readonly string[],
): Promise<number> => {
  const problem = urlProblem(text, trustedHosts);
  if (problem) return Promise.reject(new OutboundRefusal(`url-${problem}`));
  const url = new URL(text);
  const trusted = trustedHosts.includes(url.hostname);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Wharfkey",
          ...headers,
        },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(trusted ? {} : { lookup: publicLookup }),
      },
      (response) => {
        response.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
};
