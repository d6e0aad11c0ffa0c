import { accessToken } from "./access-token";
import { defineTool } from "./define-tool";

/** An access token for the REST API. */
export const curl = defineTool({
  tool: "curl",
  title: "curl",
  install: { en: "curl and jq", de: "curl und jq", url: "https://curl.se/download.html" },
  write: (input, shell) => {
    const { before, print } = accessToken(input, shell);
    return {
      lines: before + print,
      notes: [
        {
          en: "Prints an access token: send it as Authorization: Bearer, or as the password of iambearer. It is short-lived.",
          de: "Gibt ein Zugriffstoken aus: als Authorization: Bearer senden oder als Kennwort von iambearer verwenden. Es gilt nur kurz.",
        },
      ],
    };
  },
});
