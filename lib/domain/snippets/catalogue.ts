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

/** The tool's command; undefined for a tool that isn't in the catalogue. */
export function snippetFor(tool: string, input: SnippetInput): Snippet | undefined {
  return snippetTools.find((entry) => entry.tool === tool)?.snippet(input);
}
