import { base64, safeJson } from "./file-quote";
import { keyPlaceholder } from "./shell-form";
import type { SnippetInput } from "./types";

/**
 * The content of a `config.json`, of an `auth.json` and of a pull secret. skopeo reads `auth` alone, docker and the
 * kubelet either; without the key there is none to compute, and a wrong one would outweigh the password.
 * @param server the registry's host, or `HOST/NAMESPACE` where the reader files credentials by path
 */
export function registryAuthJson({ key, literal, username }: SnippetInput, server: string): string {
  const password = (literal && key) || null;
  const entry = password
    ? { username, password, auth: base64(`${username}:${password}`) }
    : { username, password: keyPlaceholder };
  return safeJson({ auths: { [server]: entry } }, 2);
}

/** A jq program that makes that content of the key on standard input; `$server` is its argument. */
export const registryAuthProgram =
  '{auths: {($server): {username: "iamapikey", password: ., auth: ("iamapikey:" + . | @base64)}}}';
