import fc from "fast-check";
import { expect, test } from "vitest";
import { composeApiKey } from "@/lib/domain/api-key";
import { withoutKeySecrets } from "@/lib/domain/key-secrets";

const base62 = (length: number) =>
  fc.string({
    unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    minLength: length,
    maxLength: length,
  });

test("nothing of a key's secret stays in a text, whole or cut off, and its public id does", () => {
  fc.assert(
    fc.property(base62(10), base62(32), fc.nat(54), (publicId, secret, length) => {
      const key = composeApiKey(publicId, secret).slice(0, Math.max(length, 16));
      expect(withoutKeySecrets(`which is ${key}?`)).toBe(`which is wfk_${publicId}?`);
    }),
  );
});

test("a text without a key stays as it is", () => {
  for (const text of ["", "deploy_12", "wfk_", "wfk_0123456789", "wfk_012345678", "a wfk b"])
    expect(withoutKeySecrets(text)).toBe(text);
});
