export type NamespaceProblem = "length" | "characters" | "edges";

/** What keeps `name` from being a namespace: 4–30 of `[a-z0-9_-]`, a letter or digit at both ends. */
export function namespaceProblem(name: string): NamespaceProblem | null {
  if (name.length < 4 || name.length > 30) return "length";
  if (!/^[a-z0-9_-]*$/.test(name)) return "characters";
  return /^[a-z0-9].*[a-z0-9]$/.test(name) ? null : "edges";
}

/** A repository's namespace (its first segment) and the path after it; null without `/` or with an empty part. */
export function splitRepository(name: string): { namespace: string; path: string } | null {
  const [namespace, ...rest] = name.split("/");
  if (!namespace || rest.length === 0 || rest.includes("")) return null;
  return { namespace, path: rest.join("/") };
}
