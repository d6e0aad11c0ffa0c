/**
 * The network that an address counts as: /24 of IPv4, /48 of IPv6; null for what is no address. An IPv4 address
 * in IPv6's clothes is the IPv4 address.
 */
export function networkOf(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) {
    const bytes = mapped.split(".").map(Number);
    return bytes.every((byte) => byte <= 255) ? `${bytes.slice(0, 3).join(".")}.0/24` : null;
  }
  const groups = groupsOf(mapped);
  return groups ? `${groups.slice(0, 3).join(":")}::/48` : null;
}

/** The eight groups without leading zeros. */
function groupsOf(address: string): string[] | null {
  const halves = address.split("::");
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
