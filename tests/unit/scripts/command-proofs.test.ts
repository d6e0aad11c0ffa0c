import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { type CommandProof, writeProofs } from "@/scripts/lib/command-proofs";

const proof = (tool: string, version: string, shell: string, form: string): CommandProof => ({
  ...{ tool, program: tool === "kubernetes" ? "kubectl" : tool, version, registry: "3.1.2", shell, form },
});

test("the table names what ran and nothing else, in the catalogue's order, and the rest of the page stays", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wharfkey-proofs-"));
  const [notes, page] = [path.join(folder, "proofs"), path.join(folder, "commands.md")];
  const proofs = [
    proof("kubernetes", "1.32", "sh", "variable"),
    ...["literal", "file", "variable", "paste", "paste"].map((form) => proof("docker", "28.2", "bash", form)),
    proof("docker", "28.2", "fish", "literal"),
    proof("docker", "28.2", "fish", "paste"),
  ];
  writeFileSync(notes, proofs.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const around = [
    "# Commands\n\n<!-- made by npm run test:interop -->\n",
    "<!-- end of what is made -->\n\nmore\n",
  ];
  writeFileSync(page, around.join("\n| old |\n\n"));
  writeProofs(notes, page);
  expect(readFileSync(page, "utf8")).toBe(
    around.join(`
| tool | ran | registry | bash | sh | zsh | fish |
| --- | --- | --- | --- | --- | --- | --- |
| Docker | docker 28.2 | 3.1.2 | all four | – | – | paste, literal |
| Kubernetes | kubectl 1.32 | 3.1.2 | – | variable | – | – |

`),
  );
  rmSync(folder, { recursive: true });
});
