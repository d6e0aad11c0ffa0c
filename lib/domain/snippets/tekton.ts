import { defineTool } from "./define-tool";
import { createPullSecret, pullSecretName } from "./pull-secret";
import type { SnippetInput } from "./types";

const serviceAccount = (input: SnippetInput) => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: wharfkey-build
secrets:
  - name: ${pullSecretName(input)}
imagePullSecrets:
  - name: ${pullSecretName(input)}
`;

/** Tekton hands a service account's registry secrets to every step as its Docker configuration. */
export const tekton = defineTool({
  tool: "tekton",
  title: "Tekton",
  install: {
    en: "kubectl, and Tekton Pipelines in the cluster",
    de: "kubectl, und Tekton Pipelines im Cluster",
    url: "https://tekton.dev/docs/installation/",
  },
  write: (input, shell) => ({
    lines: `kubectl apply -f wharfkey-service-account.yaml\n${createPullSecret(input, shell, "host")}`,
    files: [{ name: "wharfkey-service-account.yaml", language: "yaml", content: serviceAccount(input) }],
    notes: [
      {
        en: "Name it in the PipelineRun: taskRunTemplate.serviceAccountName: wharfkey-build.",
        de: "Im PipelineRun nennen: taskRunTemplate.serviceAccountName: wharfkey-build.",
      },
    ],
  }),
});
