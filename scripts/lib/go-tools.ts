import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { step } from "./cli";
import { findOnPath } from "./executables";

const execute = promisify(execFile);

/** A program that Go builds from its module. */
export type GoTool = { name: string; module: string; version: string };

/** Tools that Debian has no package of, in the versions that the tests were written with. */
export const goTools: readonly GoTool[] = [
  { name: "crane", module: "github.com/google/go-containerregistry/cmd/crane", version: "v0.22.1" },
  { name: "oras", module: "oras.land/oras/cmd/oras", version: "v1.3.6" },
  { name: "helm", module: "helm.sh/helm/v3/cmd/helm", version: "v3.22.0" },
  { name: "registry", module: "github.com/distribution/distribution/v3/cmd/registry", version: "v3.1.2" },
];

/**
 * Builds a tool by its module's name, once for each version, below `<data>/tools/go`.
 * @returns its folder, to be put on PATH; or why there is none, in one line
 */
export const buildGoTool = async (
  dataDir: string,
  { name, module, version }: GoTool,
): Promise<{ folder: string } | { reason: string }> => {
  const folder = path.resolve(dataDir, "tools/go", `${name}-${version}`);
  if (existsSync(path.join(folder, name))) return { folder };
  if (!findOnPath("go")) return { reason: "no Go toolchain is installed" };
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" };
  try {
    await step(`Building ${name} ${version}`, () =>
      execute("go", ["install", "-trimpath", `${module}@${version}`], { env, timeout: 30 * 60_000 }),
    );
    return { folder };
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split("\n") ?? [];
    return { reason: said.findLast((line) => /403|404|error|cannot|go:/i.test(line)) ?? String(error) };
  }
};
