import { type ShellForm, shellForm } from "./shell-form";
import type { Snippet, SnippetInput, SnippetTool, Way, Words } from "./types";

const literalNote: Words = {
  en: "The key stays in the shell's history and shows in the process list: prefer the form that reads it from elsewhere.",
  de: "Der Schlüssel bleibt im Verlauf der Shell und steht in der Prozessliste: besser die Form verwenden, die ihn von anderswo liest.",
};

const needsJq: Words = { en: "Needs jq.", de: "Benötigt jq." };

type WrittenWay = { lines: string } & Partial<Way>;

type Written = WrittenWay & { others?: readonly (WrittenWay & { id: string; title: Words })[] };

type Definition = Omit<SnippetTool, "snippet" | "hasLiteral"> & {
  /** Only where there is no form with the key in it. */
  hasLiteral?: boolean;
  write: (input: SnippetInput, shell: ShellForm) => Written;
};

const complete = ({ lines, files = [], notes = [] }: WrittenWay): Way => ({
  lines,
  files,
  notes: /(^|\W)jq -/.test(lines) ? [...notes, needsJq] : notes,
});

/** A tool of the catalogue from what differs: its words and how its commands are written. */
export function defineTool({ write, hasLiteral = true, ...about }: Definition): SnippetTool {
  const { tool, title } = about;
  const snippet = (asked: SnippetInput): Snippet => {
    const input = { ...asked, literal: asked.literal && hasLiteral };
    const shell = shellForm(input);
    const { others = [], ...main } = write(input, shell);
    return {
      tool,
      title,
      language: shell.shell,
      ...complete(main),
      ...(input.literal && { note: literalNote }),
      others: others.map((way) => ({ id: way.id, title: way.title, ...complete(way) })),
    };
  };
  return { ...about, hasLiteral, snippet };
}

/** `HOST/NAMESPACE/REPOSITORY[:TAG]`. */
export function imageOf(input: SnippetInput): string {
  return `${input.host}/${input.image ?? "NAMESPACE/REPOSITORY"}`;
}

/** `HOST/NAMESPACE`: what a credential for one namespace is filed under. */
export function namespaceOf({ host, namespace, image }: SnippetInput): string {
  return `${host}/${namespace ?? image?.split("/")[0] ?? "NAMESPACE"}`;
}
