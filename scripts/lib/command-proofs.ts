import { readFileSync, writeFileSync } from "node:fs";
import { snippetTools } from "@/lib/domain/snippets/catalogue";

/** One command that a test ran as it is printed, and that did its work. */
export type CommandProof = {
  /** The catalogue's. */
  tool: string;
  program: string;
  version: string;
  /** The registry's version. */
  registry: string;
  shell: string;
  /** Where the key came from. */
  form: string;
};

const shells = ["bash", "sh", "zsh", "fish"];
const forms = ["paste", "file", "variable", "literal"];
const marks = ["<!-- made by npm run test:interop -->\n", "<!-- end of what is made -->"] as const;

/** A row for each tool, in the catalogue's order: what ran, against which registry, in which shells. */
export const proofTable = (proofs: readonly CommandProof[]): string => {
  const rows = snippetTools.flatMap(({ tool, title }) => {
    const own = proofs.filter((proof) => proof.tool === tool);
    if (own.length === 0) return [];
    const all = (read: (proof: CommandProof) => string) => [...new Set(own.map(read))].sort().join(", ");
    const cells = shells.map((shell) => {
      const proven = forms.filter((form) =>
        own.some((proof) => proof.shell === shell && proof.form === form),
      );
      return proven.length === forms.length ? "all four" : proven.join(", ") || "–";
    });
    return [
      [
        title,
        all(({ program, version }) => `${program} ${version}`),
        all(({ registry }) => registry),
        ...cells,
      ],
    ];
  });
  const head = ["tool", "ran", "registry", ...shells];
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
};

/** Puts the table of a run's proofs, a JSON line each, into the document, in the place that is marked there. */
export const writeProofs = (proofsFile: string, document: string): void => {
  const proofs = readFileSync(proofsFile, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as CommandProof);
  const text = readFileSync(document, "utf8");
  const [before = "", rest = ""] = text.split(marks[0]);
  const after = rest.slice(rest.indexOf(marks[1]));
  writeFileSync(document, `${before}${marks[0]}\n${proofTable(proofs)}\n${after}`);
};
