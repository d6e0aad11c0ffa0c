import { registryAuthProgram } from "./registry-auth";
import type { ShellForm } from "./shell-form";
import { powershellString } from "./shell-quote";
import type { SnippetInput } from "./types";

/** What the Kubernetes secret is called in all commands and files. */
export const pullSecretName = "wharfkey";

const create = `kubectl create secret docker-registry ${pullSecretName}`;

/**
 * The command that makes a pull secret. The well-known options hold the key as an argument, so the safe form pipes
 * the finished content in.
 */
export function createPullSecret(
  input: SnippetInput,
  { shell, quote, key }: ShellForm,
  server: string,
): string {
  if (input.literal)
    return `${create} --docker-server ${quote(server)} --docker-username ${input.username} --docker-password ${key.word()}`;
  if (shell === "powershell")
    return `${key.before}${manifestInPowerShell(server, key.print)} | kubectl create -f -`;
  const content = `${key.print} | jq -Rs --arg server ${quote(server)} ${quote(registryAuthProgram)}`;
  return `${key.before}${content} | ${create} --from-file .dockerconfigjson=/dev/stdin`;
}

/** There is no /dev/stdin on Windows: the whole manifest goes through the pipe. */
function manifestInPowerShell(server: string, key: string): string {
  const auths = `@{ auths = @{ ${powershellString(server)} = @{ username = 'iamapikey'; password = ${key} } } }`;
  const data = `@{ '.dockerconfigjson' = (${auths} | ConvertTo-Json -Depth 4 -Compress) }`;
  const metadata = `@{ name = '${pullSecretName}' }`;
  return `@{ apiVersion = 'v1'; kind = 'Secret'; type = 'kubernetes.io/dockerconfigjson'; metadata = ${metadata}; stringData = ${data} } | ConvertTo-Json`;
}
