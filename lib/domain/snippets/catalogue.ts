import { buildah } from "./buildah";
import { cloudFoundry } from "./cloud-foundry";
import { containerd } from "./containerd";
import { crane } from "./crane";
import { curl } from "./curl";
import { docker } from "./docker";
import { dockerConfig } from "./docker-config";
import { githubActions } from "./github-actions";
import { gitlabCi } from "./gitlab-ci";
import { helm } from "./helm";
import { ibmcloud } from "./ibmcloud";
import { jenkins } from "./jenkins";
import { kubernetes } from "./kubernetes";
import { nerdctl } from "./nerdctl";
import { oras } from "./oras";
import { podman } from "./podman";
import { skopeo } from "./skopeo";
import { tekton } from "./tekton";
import { terraform } from "./terraform";
import type { Snippet, SnippetInput, SnippetTool } from "./types";

export { keyPlaceholder } from "./shell-form";
export {
  type Shell,
  type Snippet,
  type SnippetFile,
  type SnippetInput,
  type SnippetTool,
  shells,
  type Way,
  type Words,
} from "./types";

/** Every tool, in the order of the tabs. A new tool is a file beside this one and a line here. */
export const snippetTools: readonly SnippetTool[] = [
  docker,
  podman,
  skopeo,
  buildah,
  nerdctl,
  helm,
  oras,
  crane,
  containerd,
  kubernetes,
  dockerConfig,
  githubActions,
  gitlabCi,
  jenkins,
  tekton,
  terraform,
  cloudFoundry,
  ibmcloud,
  curl,
];

const anywhere: SnippetInput = {
  host: "HOST",
  key: null,
  username: "iamapikey",
  secure: true,
  literal: false,
  source: "paste",
};

/** Which names, besides the host, stand in a tool's commands and files: the ones that are worth asking for. */
export function namesIn({ snippet }: SnippetTool): { namespace: boolean; repository: boolean; app: boolean } {
  const text = (change: Partial<SnippetInput>) => JSON.stringify(snippet({ ...anywhere, ...change }));
  const start = text({ image: "a/b", app: "a" });
  return {
    namespace: text({ image: "b/b", app: "a" }) !== start,
    repository: text({ image: "a/c", app: "a" }) !== start,
    app: text({ image: "a/b", app: "b" }) !== start,
  };
}

/** The tool's command; undefined for a tool that isn't in the catalogue. */
export function snippetFor(tool: string, input: SnippetInput): Snippet | undefined {
  return snippetTools.find((entry) => entry.tool === tool)?.snippet(input);
}
