export type Client = { name: string; version: string };

/** First match wins, so the tools stand before the libraries that they are made of. */
const products: readonly { name: string; token: RegExp; unversioned?: true }[] = [
  { name: "docker", token: /^(?:Docker-Client|docker)\/([^\s(]+)/i },
  { name: "skopeo", token: /^skopeo\/([^\s(]+)/i },
  { name: "buildah", token: /^buildah\/([^\s(]+)/i },
  { name: "podman", token: /^(?:podman|libpod)\/([^\s(]+)/i },
  // podman sends its library's name; the number is the library's, so podman's own is unknown.
  { name: "podman", token: /^containers\/\S+ \(github\.com\/containers\/image\)/i, unversioned: true },
  { name: "cri-o", token: /^cri-o\/([^\s(]+)/i },
  { name: "containerd", token: /^containerd\/([^\s(]+)/i },
  { name: "buildkit", token: /^buildkit\/([^\s(]+)/i },
  { name: "helm", token: /^helm\/([^\s(]+)/i },
  { name: "oras", token: /^oras(?:-go)?\/([^\s(]+)/i },
  { name: "crane", token: /^crane\/([^\s(]+)/i },
  { name: "crane", token: /\bgo-containerregistry\/([^\s(]+)/i },
  {
    name: "ibm sdk",
    token:
      /\b(?:platform-services-[a-z]+-sdk|ibm-[a-z]+-sdk-core|sdk-core-[a-z]+)[/-](?:[a-z]+-)*v?([0-9][^\s(]*)/i,
  },
  { name: "curl", token: /^curl\/([^\s(]+)/i },
  { name: "browser", token: /^Mozilla\/\S+ \(/, unversioned: true },
];

/** What sent a request, by its User-Agent. An unknown client is `{ name: "unknown", version: "" }`. */
export function parseUserAgent(userAgent: string | null | undefined): Client {
  const text = (userAgent ?? "").slice(0, 512).replace(/\p{Cc}/gu, "");
  for (const { name, token, unversioned } of products) {
    const match = token.exec(text);
    if (match) return { name, version: unversioned ? "" : (match[1] ?? "").slice(0, 40) };
  }
  return { name: "unknown", version: "" };
}
