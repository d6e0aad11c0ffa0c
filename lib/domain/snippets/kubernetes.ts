import { defineTool } from "./define-tool";
import { kubeletWay } from "./kubelet";
import { createPullSecret, pullSecretName } from "./pull-secret";
import { registryAuthJson } from "./registry-auth";
import type { SnippetInput, Words } from "./types";

/** Pull secrets, and the ways around them. */
export const kubernetes = defineTool({
  tool: "kubernetes",
  title: "Kubernetes",
  install: { en: "kubectl", de: "kubectl", url: "https://kubernetes.io/docs/tasks/tools/" },
  write: (input, shell) => ({
    lines: createPullSecret(input, shell, "host"),
    notes: [onePerNamespace],
    others: [
      {
        id: "scoped",
        title: { en: "For one registry namespace", de: "Für einen Namensraum der Registry" },
        lines: createPullSecret(input, shell, "namespace"),
        notes: [
          {
            en: "The kubelet takes the longest path that fits: secrets for other namespaces of the same host stand beside it.",
            de: "Das Kubelet nimmt den längsten passenden Pfad: Secrets für andere Namensräume desselben Hosts stehen daneben.",
          },
          onePerNamespace,
        ],
      },
      {
        id: "yaml",
        title: { en: "As YAML", de: "Als YAML" },
        lines: "kubectl apply -f wharfkey-pull-secret.yaml",
        files: [{ name: "wharfkey-pull-secret.yaml", language: "yaml", content: manifest(input) }],
        notes: [keepOutOfGit],
      },
      {
        id: "service-account",
        title: { en: "For every pod of a service account", de: "Für jeden Pod eines Service-Accounts" },
        lines: `kubectl patch serviceaccount default -p ${shell.quote(`imagePullSecrets: [{name: ${pullSecretName(input)}}]`)}`,
        notes: [
          {
            en: "Adds the secret to those that are there. Pods that run already keep what they started with.",
            de: "Fügt das Secret zu den vorhandenen hinzu. Laufende Pods behalten, womit sie gestartet sind.",
          },
        ],
      },
      kubeletWay(input),
    ],
  }),
});

const onePerNamespace: Words = {
  en: "A pull secret serves the Kubernetes namespace that it is in: repeat with --namespace NAME for others.",
  de: "Ein Pull-Secret gilt im Kubernetes-Namensraum, in dem es liegt: für weitere mit --namespace NAME wiederholen.",
};

const keepOutOfGit: Words = {
  en: "Keep this file out of version control.",
  de: "Diese Datei nicht in die Versionsverwaltung aufnehmen.",
};

/** JSON in a block scalar: it has no line break inside a string, so no indentation can end it. */
function manifest(input: SnippetInput): string {
  return `apiVersion: v1
kind: Secret
metadata:
  name: ${pullSecretName(input)}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: |
${registryAuthJson(input, input.host).replace(/^/gm, "    ")}
`;
}
