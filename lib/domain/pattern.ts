/**
 * Repository patterns: the path after the namespace, `*` any run including `/`, `?` one character.
 * Greedy with one point to return to: at most pattern length × text length steps, whatever the input.
 */

/** Whether the pattern matches the whole path. */
export function patternMatches(pattern: string, path: string): boolean {
  return globMatches(pattern, path, (one, character) => one === "?" || one === character);
}

/**
 * Whether `held` matches every path that `wanted` matches. Never true wrongly; may say false of an
 * exotic pair, in which case the wider pattern must be held explicitly.
 */
export function patternCovers(held: string, wanted: string): boolean {
  return globMatches(normalise(held), normalise(wanted), (one, other) =>
    one === "?" ? other !== "*" : one === other,
  );
}

function globMatches(pattern: string, text: string, same: (one: string, other: string) => boolean): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < text.length; ) {
    const one = pattern[at];
    if (one === "*") {
      star = at++;
      retry = index;
    } else if (one !== undefined && same(one, text[index] as string)) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** `*?*` and `?*` match the same: every `?` of a run goes before its one `*`. */
function normalise(pattern: string): string {
  return pattern.replace(/[*?]+/g, (run) => run.replaceAll("*", "") + (run.includes("*") ? "*" : ""));
}
