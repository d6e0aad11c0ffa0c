import { shellQuote } from "./shell-quote";
import type { Snippet, SnippetInput } from "./types";

/** Stands for a key that isn't at hand; without `<>`, which a shell would take for redirections. */
export const keyPlaceholder = "YOUR_API_KEY";

type KeyForm = {
  /** Runs first, when the key has to be asked for. */
  before: string;
  /** The key as a word of the shell. */
  word: string;
  /** Writes the key to standard output; a line end behind it, each tool takes off. */
  print: string;
};

const forms: Record<SnippetInput["source"], KeyForm> = {
  paste: { before: "read -rs KEY && ", word: '"$KEY"', print: 'printf %s "$KEY"' },
  file: { before: "", word: '"$(jq -r .apikey apikey.json)"', print: "jq -r .apikey apikey.json" },
  variable: { before: "", word: '"$WHARFKEY_APIKEY"', print: 'printf %s "$WHARFKEY_APIKEY"' },
};

/** How the safe form gets at the key without showing it. */
export function keyForm(source: SnippetInput["source"]): KeyForm {
  return forms[source];
}

/** The key itself, quoted, for the literal form. */
export function literalKey(input: SnippetInput): string {
  return shellQuote(input.key ?? keyPlaceholder);
}

export const literalNote: NonNullable<Snippet["note"]> = {
  en: "The key stays in the shell's history and shows in the process list: prefer the form that reads it from elsewhere.",
  de: "Der Schlüssel bleibt im Verlauf der Shell und steht in der Prozessliste: besser die Form verwenden, die ihn von anderswo liest.",
};
