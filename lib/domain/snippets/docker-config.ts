import { defineTool, namespacePathOf } from "./define-tool";
import { mergeAuth } from "./merge-auth";
import { registryAuthJson } from "./registry-auth";

/** The files that logins end up in, for machines on which no tool can log in. */
export const dockerConfig = defineTool({
  tool: "docker-config",
  title: "config.json",
  install: {
    en: "jq; in PowerShell nothing",
    de: "jq; in der PowerShell nichts",
    url: "https://jqlang.org/download/",
  },
  write: (input, shell) => ({
    lines: mergeAuth(shell, "docker", input.host),
    notes: [
      {
        en: "Keeps every other login and setting in the file. With credsStore in it, docker reads the helper instead: use docker login there.",
        de: "Behält alle anderen Anmeldungen und Einstellungen der Datei. Steht credsStore darin, liest docker den Helfer: dort docker login verwenden.",
      },
    ],
    others: [
      {
        id: "namespace",
        title: { en: "auth.json, for one namespace", de: "auth.json, für einen Namensraum" },
        lines: mergeAuth(shell, "containers", namespacePathOf(input)),
        notes: [
          {
            en: "podman, buildah and skopeo take the longest path that fits; docker knows hosts only.",
            de: "podman, buildah und skopeo nehmen den längsten passenden Pfad; docker kennt nur Hosts.",
          },
        ],
      },
      {
        id: "file",
        title: { en: "The file itself", de: "Die Datei selbst" },
        lines: "",
        files: [
          { name: "config.json", language: "json", content: `${registryAuthJson(input, input.host)}\n` },
        ],
        notes: [
          {
            en: "podman, buildah and skopeo read auth alone, the base64 of iamapikey:KEY. Mode 0600.",
            de: "podman, buildah und skopeo lesen nur auth, das Base64 von iamapikey:SCHLÜSSEL. Modus 0600.",
          },
        ],
      },
    ],
  }),
});
