/** What a command needs to know. */
export type SnippetInput = {
  /** Registry host as people type it. */
  host: string;
  /** The key's value, for the literal form only; null prints a placeholder. */
  key: string | null;
  username: "iamapikey";
  /** `NAMESPACE/REPOSITORY[:TAG]`, without the host. */
  image?: string;
  app?: string;
  /** Whether the registry speaks TLS. */
  secure: boolean;
  /** The form with the key in the command line, as documentation prints it. */
  literal: boolean;
  /** Where the safe form takes the key from: pasted when asked, `apikey.json`, or `$WHARFKEY_APIKEY`. */
  source: "paste" | "file" | "variable";
};

export type Snippet = {
  tool: string;
  title: string;
  /** What to paste; runs in bash and in zsh. */
  lines: string;
  language: "bash";
  note?: { en: string; de: string };
};

/** One tool's command. The catalogue lists them all. */
export type SnippetTool = { tool: string; title: string; snippet: (input: SnippetInput) => Snippet };
