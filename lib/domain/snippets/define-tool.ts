import { keyPlaceholder, type ShellForm, shellForm } from "./shell-form";
import type { Snippet, SnippetInput, SnippetTool, Way, Words } from "./types";

const literalNote: Words = {
  en: "The key stays in the shell's history and shows in the process list: prefer the form that reads it from elsewhere.",
  de: "Der Schlüssel bleibt im Verlauf der Shell und steht in der Prozessliste: besser die Form verwenden, die ihn von anderswo liest.",
};

const needsJq: Words = { en: "Needs jq.", de: "Benötigt jq." };

const fillIn: Words = {
  en: `Put the key in place of ${keyPlaceholder}. Right after a key was created, the literal form has it in the file.`,
  de: `Den Schlüssel anstelle von ${keyPlaceholder} eintragen. Direkt nach dem Erstellen eines Schlüssels steht er in der wörtlichen Form der Datei.`,
};

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
  notes: [
    ...(files.some(({ content }) => content.includes(keyPlaceholder)) ? [fillIn] : []),
    ...notes,
    ...(/(^|\W)jq -/.test(lines) ? [needsJq] : []),
  ],
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

/** The registry's namespace, for a credential that serves it alone. */
export function namespaceOf({ namespace, image }: SnippetInput): string {
  return namespace ?? image?.split("/")[0] ?? "NAMESPACE";
}

/** `HOST/NAMESPACE`: what such a credential is filed under. */
export function namespacePathOf(input: SnippetInput): string {
  return `${input.host}/${namespaceOf(input)}`;
}
