import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf } from "@/lib/domain/network";

test.each([
  ["192.0.2.17", "192.0.2.0/24"],
  ["::ffff:192.0.2.17", "192.0.2.0/24"],
  ["2001:db8:1:2::5", "2001:db8:1::/48"],
  ["2001:0DB8:0001::", "2001:db8:1::/48"],
  ["::1", "0:0:0::/48"],
  ["1:2:3:4:5:6:7:8", "1:2:3::/48"],
  ["192.0.2.256", null],
  ["unknown", null],
  ["", null],
  ["1::2::3", null],
  ["1:2:3", null],
])("%s is in %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("addresses share a network exactly when their first 24 or 48 bits agree", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (a, b) => {
      const first = (address: string) => address.split(".").slice(0, 3).join(".");
      expect(networkOf(a) === networkOf(b)).toBe(first(a) === first(b));
    }),
  );
});
