import { defineTool } from "./define-tool";
import type { SnippetTool, Words } from "./types";

type LoginTool = Pick<SnippetTool, "tool" | "title" | "install"> & {
  /** What stands before `login`; the tool's own name without it. */
  command?: string;
  /** What the tool needs for a registry without TLS. */
  plainHttpFlag?: string;
  notes?: readonly Words[];
};

/** `<tool> login`, which most tools share, options and `--password-stdin` included. */
export function loginTool({ command, plainHttpFlag, notes = [], ...about }: LoginTool): SnippetTool {
  return defineTool({
    ...about,
    write: (input, { key, quote }) => {
      const flag = !input.secure && plainHttpFlag ? ` ${plainHttpFlag}` : "";
      const login = `${command ?? about.tool} login${flag} -u ${input.username}`;
      const host = quote(input.host);
      if (input.literal) return { lines: `${login} -p ${key.word()} ${host}`, notes };
      return { lines: `${key.before}${key.print} | ${login} --password-stdin ${host}`, notes };
    },
  });
}
