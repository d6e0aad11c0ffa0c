import { keyForm, literalKey, literalNote } from "./key-source";
import { shellQuote } from "./shell-quote";
import type { SnippetInput, SnippetTool } from "./types";

/**
 * `<tool> login`, which docker, podman, skopeo and buildah share.
 * @param plainHttpFlag what the tool needs for a registry without TLS
 */
export function loginTool(tool: string, title: string, plainHttpFlag?: string): SnippetTool {
  const snippet = (input: SnippetInput) => {
    const login = `${tool} login${!input.secure && plainHttpFlag ? ` ${plainHttpFlag}` : ""} -u ${input.username}`;
    const host = shellQuote(input.host);
    if (input.literal)
      return {
        tool,
        title,
        lines: `${login} -p ${literalKey(input)} ${host}`,
        language: "bash" as const,
        note: literalNote,
      };
    const key = keyForm(input.source);
    const lines = `${key.before}${key.print} | ${login} --password-stdin ${host}`;
    return { tool, title, lines, language: "bash" as const };
  };
  return { tool, title, snippet };
}
