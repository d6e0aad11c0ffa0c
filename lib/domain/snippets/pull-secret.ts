import { namespaceOf, namespacePathOf } from "./define-tool";
import { registryAuthProgram } from "./registry-auth";
import type { ShellForm } from "./shell-form";
import { powershellString } from "./shell-quote";
import type { SnippetInput } from "./types";

/** What a pull secret serves: a registry, or one namespace there. */
type Reach = "host" | "namespace";

/**
 * What the Kubernetes secret is called in all commands and files: each region's and each namespace's otherwise, so
 * that they stand side by side. Always a name that Kubernetes takes.
 */
export function pullSecretName(input: SnippetInput, reach: Reach = "host"): string {
  return ["wharfkey", input.region?.id ?? "", reach === "namespace" ? namespaceOf(input) : ""]
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 253)
    .replace(/-$/, "");
}

/**
 * The command that makes a pull secret. The well-known options hold the key as an argument, so the safe form pipes
 * the finished content in.
 */
export function createPullSecret(
  input: SnippetInput,
  { shell, quote, key }: ShellForm,
  reach: Reach,
): string {
  const server = reach === "host" ? input.host : namespacePathOf(input);
  const name = pullSecretName(input, reach);
  const create = `kubectl create secret docker-registry ${name}`;
  if (input.literal)
    return `${create} --docker-server ${quote(server)} --docker-username ${input.username} --docker-password ${key.word()}`;
  if (shell === "powershell")
    return `${key.before}${manifestInPowerShell(name, server, key.print)} | kubectl create -f -`;
  const content = `${key.print} | jq -Rs --arg server ${quote(server)} ${quote(registryAuthProgram)}`;
  return `${key.before}${content} | ${create} --from-file .dockerconfigjson=/dev/stdin`;
}

/** There is no /dev/stdin on Windows: the whole manifest goes through the pipe. */
function manifestInPowerShell(name: string, server: string, key: string): string {
  const auths = `@{ auths = @{ ${powershellString(server)} = @{ username = 'iamapikey'; password = ${key} } } }`;
  const data = `@{ '.dockerconfigjson' = (${auths} | ConvertTo-Json -Depth 4 -Compress) }`;
  const metadata = `@{ name = '${name}' }`;
  return `@{ apiVersion = 'v1'; kind = 'Secret'; type = 'kubernetes.io/dockerconfigjson'; metadata = ${metadata}; stringData = ${data} } | ConvertTo-Json`;
}
