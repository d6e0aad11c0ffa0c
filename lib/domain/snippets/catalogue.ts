import { buildah } from "./buildah";
import { cloudFoundry } from "./cloud-foundry";
import { docker } from "./docker";
import { podman } from "./podman";
import { skopeo } from "./skopeo";
import type { Snippet, SnippetInput, SnippetTool } from "./types";

export type { Snippet, SnippetInput, SnippetTool } from "./types";

/** Every tool, in the order of the tabs. A new tool is a file beside this one and a line here. */
export const snippetTools: readonly SnippetTool[] = [docker, podman, skopeo, buildah, cloudFoundry];

/** The tool's command; undefined for a tool that isn't in the catalogue. */
export function snippetFor(tool: string, input: SnippetInput): Snippet | undefined {
  return snippetTools.find((entry) => entry.tool === tool)?.snippet(input);
}
