/** A sentence in both of the product's languages. */
export type Words = { en: string; de: string };

/** `bash` is zsh too; `sh` is any POSIX shell. PowerShell is 5.1 or newer, fish 3.4 or newer. */
export const shells = ["bash", "sh", "powershell", "fish"] as const;
export type Shell = (typeof shells)[number];

/** What a command needs to know. Nothing of it leaves the browser to make one. */
export type SnippetInput = {
  /** Registry host as people type it. */
  host: string;
  /** Which region the host is of: names what there is one of a region, and is what `ibmcloud cr` is set to. */
  region?: { id: string; formerName: string | null };
  /** The key's value, for the literal form only; null prints a placeholder. */
  key: string | null;
  username: "iamapikey";
  /** `NAMESPACE/REPOSITORY[:TAG]`, without the host. */
  image?: string;
  /** The registry's namespace, for credentials that serve it alone; else the image's first segment. */
  namespace?: string;
  app?: string;
  /** The portal's public URL, for commands that ask for an access token. */
  portalUrl?: string;
  /** Whether the registry speaks TLS. */
  secure: boolean;
  /** The form with the key in the command line, as documentation prints it. */
  literal: boolean;
  /** Where the safe form takes the key from: pasted when asked, `apikey.json`, or `$WHARFKEY_APIKEY`. */
  source: "paste" | "file" | "variable";
  /** `bash` when not named. */
  shell?: Shell;
};

export type SnippetFile = {
  /** The path that the tool expects, or one that the commands name. */
  name: string;
  language: "yaml" | "json" | "toml" | "groovy" | "hcl" | "sh";
  content: string;
};

/** One way to do it: what to paste, what to save, what to know. */
export type Way = {
  /** What to paste; empty where there is nothing to run. */
  lines: string;
  files: readonly SnippetFile[];
  notes: readonly Words[];
};

/** The tool's main way, and the others beside it. */
export type Snippet = Way & {
  tool: string;
  title: string;
  /** Of `lines`. */
  language: Shell;
  /** Why not the literal form; only there when it was asked for. */
  note?: Words;
  others: readonly (Way & { id: string; title: Words })[];
};

/** One tool's commands. The catalogue lists them all. */
export type SnippetTool = {
  tool: string;
  title: string;
  /** What has to be there first, and where it is described. */
  install: Words & { url: string };
  /** Whether there is a form with the key in the command or file itself. */
  hasLiteral: boolean;
  snippet: (input: SnippetInput) => Snippet;
};
