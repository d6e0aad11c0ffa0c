import { fishQuote, powershellQuote, powershellString, shellQuote } from "./shell-quote";
import type { Shell, SnippetInput } from "./types";

/** Stands for a key that isn't at hand; without `<>`, which a shell would take for redirections. */
export const keyPlaceholder = "YOUR_API_KEY";

/** How a command gets at the key. */
export type KeyForm = {
  /** Runs first, in the same line: a paste of several lines would answer the question itself. */
  before: string;
  /** The key as a word of the shell, behind a fixed beginning of letters and colons. */
  word(beginning?: string): string;
  /** Writes the key to standard output. */
  print: string;
};

/** What differs from shell to shell. */
export type ShellForm = {
  shell: Shell;
  quote(word: string): string;
  key: KeyForm;
  /** Runs a command with a variable in its environment; `word` is quoted already. */
  withVariable(name: string, word: string, command: string): string;
  exportVariable(name: string, word: string): string;
  /** Between two commands, the second only if the first worked (PowerShell 5.1 can't say that). */
  and: " && " | "; ";
};

type Dialect = Omit<ShellForm, "shell" | "key"> & {
  /** The expression of each source that double quotes may hold. */
  inside: Record<SnippetInput["source"], string>;
  before: Record<SnippetInput["source"], string>;
  print(source: SnippetInput["source"]): string;
  printLiteral(key: string): string;
};

const posix: Omit<Dialect, "before"> = {
  quote: shellQuote,
  inside: { paste: "$KEY", file: "$(jq -r .apikey apikey.json)", variable: "$WHARFKEY_APIKEY" },
  print: (source) =>
    source === "file" ? "jq -j .apikey apikey.json" : `printf %s "${posix.inside[source]}"`,
  printLiteral: (key) => `printf %s ${key}`,
  withVariable: (name, word, command) => `${name}=${word} ${command}`,
  exportVariable: (name, word) => `export ${name}=${word}`,
  and: " && ",
};

const fish: Dialect = {
  ...posix,
  quote: fishQuote,
  before: { paste: "read -s KEY && ", file: "", variable: "" },
  exportVariable: (name, word) => `set -gx ${name} ${word}`,
};

const askInPowerShell = "[Net.NetworkCredential]::new('', (Read-Host 'API key' -AsSecureString)).Password";

const powershell: Dialect = {
  quote: powershellQuote,
  before: {
    paste: `$key = ${askInPowerShell}; `,
    file: "$key = (Get-Content apikey.json -Raw | ConvertFrom-Json).apikey; ",
    variable: "",
  },
  inside: { paste: "$key", file: "$key", variable: "$env:WHARFKEY_APIKEY" },
  print: (source) => powershell.inside[source],
  printLiteral: (key) => key,
  withVariable: (name, word, command) => `$env:${name} = ${word}; ${command}; Remove-Item Env:${name}`,
  exportVariable: (name, word) => `$env:${name} = ${word}`,
  and: "; ",
};

// POSIX `read` can't hide what is typed; the traps give the echo back also after Ctrl-C.
const askInSh = `KEY=$(trap 'stty echo' 0; trap 'exit 1' 2; stty -echo; read -r K; printf %s "$K") && `;

const dialects: Record<Shell, Dialect> = {
  bash: { ...posix, before: { paste: "read -rs KEY && ", file: "", variable: "" } },
  sh: { ...posix, before: { paste: askInSh, file: "", variable: "" } },
  fish,
  powershell,
};

/** How the input's shell is written, with its key from the input's source, or literally. */
export function shellForm({ shell = "bash", source, literal, key }: SnippetInput): ShellForm {
  const { inside, before, print, printLiteral, ...form } = dialects[shell];
  const value = key ?? keyPlaceholder;
  // As an expression PowerShell takes a string in quotes only, never a bare word.
  const quoteKey = shell === "powershell" ? powershellString : form.quote;
  const literally: KeyForm = {
    before: "",
    word: (beginning = "") => quoteKey(beginning + value),
    print: printLiteral(quoteKey(value)),
  };
  const safely: KeyForm = {
    before: before[source],
    word: (beginning = "") => `"${beginning}${inside[source]}"`,
    print: print(source),
  };
  return { ...form, shell, key: literal ? literally : safely };
}
