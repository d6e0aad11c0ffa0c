import type { ShellForm } from "./shell-form";
import { powershellString } from "./shell-quote";
import type { Shell } from "./types";

type Tools = "docker" | "containers";

/** Where each family keeps its logins, as each shell says it. */
const files: Record<Tools, Record<Shell, string>> = {
  docker: {
    bash: `CONFIG="\${DOCKER_CONFIG:-$HOME/.docker}/config.json"`,
    sh: `CONFIG="\${DOCKER_CONFIG:-$HOME/.docker}/config.json"`,
    fish: `set -q DOCKER_CONFIG && set CONFIG "$DOCKER_CONFIG/config.json" || set CONFIG "$HOME/.docker/config.json"`,
    powershell: `$config = if ($env:DOCKER_CONFIG) { "$env:DOCKER_CONFIG/config.json" } else { "$HOME/.docker/config.json" }`,
  },
  containers: {
    bash: `CONFIG="\${REGISTRY_AUTH_FILE:-$HOME/.config/containers/auth.json}"`,
    sh: `CONFIG="\${REGISTRY_AUTH_FILE:-$HOME/.config/containers/auth.json}"`,
    fish: `set -q REGISTRY_AUTH_FILE && set CONFIG "$REGISTRY_AUTH_FILE" || set CONFIG "$HOME/.config/containers/auth.json"`,
    powershell: `$config = if ($env:REGISTRY_AUTH_FILE) { $env:REGISTRY_AUTH_FILE } else { "$HOME/.config/containers/auth.json" }`,
  },
};

// An old entry goes as a whole: an identity token left in it would outweigh the key.
const program = '. as $key | $old[0] | .auths[$server] = {auth: ("iamapikey:" + $key | @base64)}';

/**
 * Commands that put one credential into the file and keep everything else there. Nothing is lost when one of them
 * fails: the new file takes the old one's place at the end, in one step. Lines that are pasted run one by one,
 * whatever became of the last; so PowerShell, which goes on after an error, gets one block.
 */
export function mergeAuth({ shell, quote, key }: ShellForm, tools: Tools, server: string) {
  const set = files[tools][shell];
  if (shell === "powershell") return mergeInPowerShell(set, server, key);
  const prepare = `mkdir -p "$(dirname "$CONFIG")" && { [ -s "$CONFIG" ] || echo '{}' > "$CONFIG"; } && install -m 600 /dev/null "$CONFIG.new"`;
  const prepareInFish = `mkdir -p (dirname $CONFIG) && begin; test -s $CONFIG || echo '{}' > $CONFIG; end && install -m 600 /dev/null $CONFIG.new`;
  const merge = `${key.print} | jq -Rs --arg server ${quote(server)} --slurpfile old "$CONFIG" ${quote(program)} > "$CONFIG.new"`;
  return `${set}
${shell === "fish" ? prepareInFish : prepare}
${key.before}${merge} && mv "$CONFIG.new" "$CONFIG"`;
}

function mergeInPowerShell(set: string, server: string, key: ShellForm["key"]): string {
  const bytes = `[Text.Encoding]::UTF8.GetBytes('iamapikey:' + ${key.print})`;
  const add = `$file.auths | Add-Member -Force ${powershellString(server)} @{ auth = [Convert]::ToBase64String(${bytes}) }`;
  const write = `[IO.File]::WriteAllText("$config.new", ($file | ConvertTo-Json -Depth 20)); Move-Item -Force -ErrorAction Stop "$config.new" $config`;
  // .NET reads UTF-8, which 5.1 itself doesn't, but has a folder of its own for relative paths. 5.1 refuses to parse nothing.
  return `try {
$file = $null
${set}
$config = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($config)
$text = if ([IO.File]::Exists($config)) { [IO.File]::ReadAllText($config) } else { '' }
$file = if ($text.Trim()) { ConvertFrom-Json $text -ErrorAction Stop } else { [pscustomobject]@{} }
if ($file -isnot [Management.Automation.PSCustomObject]) { throw "$config is not a JSON object" }
if (-not $file.auths) { $file | Add-Member -Force auths ([pscustomobject]@{}) }
$null = New-Item -ItemType Directory -Force -ErrorAction Stop (Split-Path $config)
${key.before}${add}; ${write} } catch { Write-Error $_ }`;
}
