/** Whether two JSON values say the same, in whatever order their members are. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other;
  const names = Object.keys(one);
  const at = (of: object, name: string) => (of as Record<string, unknown>)[name];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(at(one, name), at(other, name)))
  );
}
