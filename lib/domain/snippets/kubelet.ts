import { safeJson } from "./file-quote";
import { shellQuote } from "./shell-quote";
import type { SnippetInput, Way, Words } from "./types";

const provider = "wharfkey-credential-provider";

/**
 * The nodes' own key: the kubelet asks a program for credentials, and no pod needs a pull secret.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/
 */
export function kubeletWay({ host, username }: SnippetInput): Way & { id: string; title: Words } {
  const config = `apiVersion: kubelet.config.k8s.io/v1
kind: CredentialProviderConfig
providers:
  - name: ${provider}
    apiVersion: credentialprovider.kubelet.k8s.io/v1
    matchImages: [${safeJson(host)}]
    defaultCacheDuration: 10m
`;
  const answer = {
    apiVersion: "credentialprovider.kubelet.k8s.io/v1",
    kind: "CredentialProviderResponse",
    cacheKeyType: "Registry",
    auth: { [host]: { username, password: "@KEY@" } },
  };
  const [before = "", after = ""] = safeJson(answer).split("@KEY@");
  const script = `#!/bin/sh
key=$(cat /etc/wharfkey/apikey) || exit 1
printf '%s%s%s\\n' ${shellQuote(before)} "$key" ${shellQuote(after)}
`;
  return {
    id: "kubelet",
    title: {
      en: "For whole nodes: kubelet credential provider",
      de: "Für ganze Knoten: Credential-Provider des Kubelets",
    },
    lines: "",
    files: [
      { name: "/etc/wharfkey/credential-provider.yaml", language: "yaml", content: config },
      { name: `/etc/wharfkey/bin/${provider}`, language: "sh", content: script },
    ],
    notes: [
      {
        en: "On each node: the key in /etc/wharfkey/apikey (mode 0600), the program executable, and the kubelet started with --image-credential-provider-config=/etc/wharfkey/credential-provider.yaml --image-credential-provider-bin-dir=/etc/wharfkey/bin.",
        de: "Auf jedem Knoten: der Schlüssel in /etc/wharfkey/apikey (Modus 0600), das Programm ausführbar, und das Kubelet mit --image-credential-provider-config=/etc/wharfkey/credential-provider.yaml --image-credential-provider-bin-dir=/etc/wharfkey/bin gestartet.",
      },
      {
        en: "The key is read at each request: replacing the file is enough to rotate it.",
        de: "Der Schlüssel wird bei jeder Anfrage gelesen: Zur Rotation genügt es, die Datei zu ersetzen.",
      },
    ],
  };
}
