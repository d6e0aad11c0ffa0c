/** Messages by name, those of a namespace by the namespace's. */
export type Words = { [name: string]: string | Words };

/** Both; what they both have are namespaces, of which each has a part. */
export const joined = (one: Words, other: Words): Words => {
  const both = { ...one };
  for (const [name, words] of Object.entries(other)) {
    const there = both[name];
    both[name] = typeof there === "object" && typeof words === "object" ? joined(there, words) : words;
  }
  return both;
};
