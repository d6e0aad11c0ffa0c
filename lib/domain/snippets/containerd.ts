import { defineTool, imageOf } from "./define-tool";
import { safeJson } from "./file-quote";
import { keyPlaceholder } from "./shell-form";
import type { SnippetInput } from "./types";

/** `ctr` alone never adds `:latest`. */
const withTag = (image: string) => (/[:@][^/]*$/.test(image) ? image : `${image}:latest`);

/** `ctr`, and the files of the CRI plugin. containerd has no login of its own. */
export const containerd = defineTool({
  tool: "containerd",
  title: "containerd",
  install: {
    en: "containerd with ctr; the commands need root",
    de: "containerd mit ctr; die Befehle benötigen root",
    url: "https://containerd.io/downloads/",
  },
  write: (input, { key, quote }) => {
    const pull = (user: string) =>
      `ctr images pull${input.secure ? "" : " --plain-http"} --user ${user} ${quote(withTag(imageOf(input)))}`;
    const asks = input.source === "paste" && !input.literal;
    return {
      // Without a password ctr asks for it; otherwise it takes it as an argument only.
      lines: asks ? pull(input.username) : key.before + pull(key.word(`${input.username}:`)),
      notes: asks ? [] : [inProcessList],
      others: [
        {
          id: "hosts",
          title: { en: "Where the registry is: hosts.toml", de: "Wo die Registry ist: hosts.toml" },
          lines: "",
          files: [
            {
              name: `/etc/containerd/certs.d/${input.host}/hosts.toml`,
              language: "toml",
              content: hosts(input),
            },
          ],
          notes: [
            {
              en: "Says how to reach and trust the registry. Credentials don't belong here: a header set here never reaches the token endpoint.",
              de: "Sagt, wie die Registry zu erreichen und ihr zu vertrauen ist. Zugangsdaten gehören nicht hierher: Ein Header von hier erreicht den Token-Endpunkt nie.",
            },
          ],
        },
        {
          id: "cri",
          title: { en: "For the CRI plugin: config.toml", de: "Für das CRI-Plugin: config.toml" },
          lines: "",
          files: [{ name: "/etc/containerd/config.toml", language: "toml", content: cri(input) }],
          notes: [
            {
              en: "Mode 0600, then restart containerd. containerd calls this deprecated: a pull secret or a kubelet credential provider is the lasting way.",
              de: "Modus 0600, danach containerd neu starten. containerd nennt dies veraltet: Ein Pull-Secret oder ein Credential-Provider des Kubelets ist der dauerhafte Weg.",
            },
          ],
        },
      ],
    };
  },
});

const inProcessList = {
  en: "ctr takes the key as an argument only: it shows in the process list while ctr runs. Pasting when asked avoids that.",
  de: "ctr nimmt den Schlüssel nur als Argument: Er steht in der Prozessliste, solange ctr läuft. Einfügen auf Nachfrage vermeidet das.",
};

function hosts({ host, secure }: SnippetInput): string {
  const url = safeJson(`${secure ? "https" : "http"}://${host}`);
  return `server = ${url}

[host.${url}]
  capabilities = ["pull", "resolve"]
`;
}

function cri({ host, username, key, literal }: SnippetInput): string {
  return `version = 2

[plugins."io.containerd.grpc.v1.cri".registry.configs.${safeJson(host)}.auth]
  username = "${username}"
  password = ${safeJson((literal && key) || keyPlaceholder)}
`;
}
