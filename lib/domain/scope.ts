/** What a client asks for, and what a registry token carries in `access`. @see Distribution's token scope grammar */
export type Scope = { type: string; name: string; actions: string[] };

export type ParsedScopes = { ok: true; scopes: Scope[] } | { ok: false; value: string; problem: string };

const scopesMax = 64;
const scopeLengthMax = 1024;
const repositoryLengthMax = 255;

const typeShape = /^([a-z0-9]+)(?:\([a-z0-9]+\))?$/;
const actionShape = /^(?:[a-z]{1,32}|\*)$/;
/** Distribution's `reference.NameRegexp`: an optional host with a port, then lower-case components. */
const repositoryShape =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;

/**
 * Reads `scope` parameters, each with one or several scopes separated by spaces (containerd packs them so).
 * The same scope twice becomes one, in order of first appearance. No scope at all is a login and no problem.
 * @returns the scopes, or the first value that can't be read (shortened, fit to be shown) and a phrase why.
 */
export function parseScopes(values: readonly string[]): ParsedScopes {
  const merged = new Map<string, Scope>();
  let count = 0;
  for (const value of values) {
    if (/\p{Cc}/u.test(value)) return refuse(value, "holds a control character");
    for (const text of value.split(" ")) {
      if (text === "") continue;
      if (++count > scopesMax)
        return refuse(text, `is one too many: at most ${scopesMax} scopes in one request`);
      const scope = parseScope(text);
      if (typeof scope === "string") return refuse(text, scope);
      const key = `${scope.type}:${scope.name}`;
      const actions = [...(merged.get(key)?.actions ?? []), ...scope.actions];
      merged.set(key, { ...scope, actions: [...new Set(actions)] });
    }
  }
  return { ok: true, scopes: [...merged.values()] };
}

/** `type:name:action,action`. */
export function formatScope(scope: Scope): string {
  return `${scope.type}:${scope.name}:${scope.actions.join(",")}`;
}

/** One scope, or the phrase that says what is wrong. A name may hold a port, so its colons are its own. */
function parseScope(text: string): Scope | string {
  if (text.length > scopeLengthMax) return `is longer than ${scopeLengthMax} characters`;
  const typeEnd = text.indexOf(":");
  const nameEnd = text.lastIndexOf(":");
  if (typeEnd === nameEnd) return "needs the form type:name:actions";
  const type = typeShape.exec(text.slice(0, typeEnd))?.[1];
  const name = text.slice(typeEnd + 1, nameEnd);
  const actions = text.slice(nameEnd + 1).split(",");
  if (!type || !name) return "needs the form type:name:actions";
  if (!actions.every((action) => actionShape.test(action))) return "needs actions such as pull,push";
  if (type === "repository" && (name.length > repositoryLengthMax || !repositoryShape.test(name)))
    return "needs a repository name of lower-case letters, digits and . _ - / in it";
  return { type, name, actions };
}

function refuse(value: string, problem: string): ParsedScopes {
  return {
    ok: false,
    value: value.slice(0, 120).replace(/\p{Cc}/gu, "\ufffd"),
    problem,
  };
}
