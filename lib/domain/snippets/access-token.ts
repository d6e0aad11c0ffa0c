import type { ShellForm } from "./shell-form";
import type { SnippetInput } from "./types";

const grantType = "urn:ibm:params:oauth:grant-type:apikey";

/** How a shell turns the key into an access token; the key is never an argument in the safe form. */
export function accessToken(
  { portalUrl = "https://PORTAL", literal }: SnippetInput,
  { shell, quote, key }: ShellForm,
): { before: string; print: string } {
  const url = quote(`${portalUrl}/identity/token`);
  if (shell === "powershell")
    return {
      before: key.before,
      print: `(Invoke-RestMethod -Method Post -Uri ${url} -Body @{ grant_type = '${grantType}'; apikey = ${key.print} }).access_token`,
    };
  const curl = `curl -fsS ${url} --data-urlencode grant_type=${grantType} --data-urlencode`;
  const request = literal ? `${curl} ${key.word("apikey=")}` : `${key.print} | ${curl} apikey@-`;
  return { before: key.before, print: `${request} | jq -j .access_token` };
}
