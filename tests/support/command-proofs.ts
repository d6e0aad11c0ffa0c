import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import type { CommandProof } from "@/scripts/lib/command-proofs";
import { findOnPath } from "@/scripts/lib/executables";
import { testRegistry } from "./registries";
import type { Form } from "./snippet-world";

const versions = new Map<string, string>();

/** What a program calls its version; one that Go built here has it in its folder's name, and may not know it. */
const versionOf = (program: string): string => {
  const known = versions.get(program);
  if (known) return known;
  const file = findOnPath(program) ?? program;
  const ask = () => {
    const args = program === "kubectl" ? ["version", "--client"] : ["--version"];
    return /\d+\.\d+(?:\.\d+)?/.exec(execFileSync(file, args, { encoding: "utf8" }))?.[0] ?? "?";
  };
  const version = /\/tools\/go\/[a-z]+-v([\d.]+)\//.exec(file)?.[1] ?? ask();
  versions.set(program, version);
  return version;
};

/**
 * Notes that a tool's command, exactly as printed, did its work in that shell with the key from there. Called once
 * everything about it was asserted; `npm run test:interop` makes the table in docs/commands.md of it.
 * @param program what ran, where it has another name than the catalogue's tool
 */
export const proven = async (tool: string, shell: string, form: Form, program = tool): Promise<void> => {
  const file = process.env.WHARFKEY_TEST_PROOFS;
  if (!file) return;
  const registry = versionOf(await testRegistry());
  const proof: CommandProof = { tool, program, version: versionOf(program), registry, shell, form };
  appendFileSync(file, `${JSON.stringify(proof)}\n`);
};
