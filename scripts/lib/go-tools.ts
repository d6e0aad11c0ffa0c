import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { step } from "./cli";
import { findOnPath } from "./executables";

const execute = promisify(execFile);

const timeoutMinutes = 60;

/** A program that Go builds from a module; `folder` is where its main package is in there. */
export type GoTool = { name: string; module: string; version: string; folder?: string };

/** Tools that Debian has no package of, in the versions that the tests were written with. */
export const goTools: readonly GoTool[] = [
  {
    name: "crane",
    module: "github.com/google/go-containerregistry",
    version: "v0.22.1",
    folder: "/cmd/crane",
  },
  { name: "oras", module: "oras.land/oras", version: "v1.3.6", folder: "/cmd/oras" },
  { name: "helm", module: "helm.sh/helm/v3", version: "v3.22.0", folder: "/cmd/helm" },
  { name: "cf", module: "code.cloudfoundry.org/cli/v8", version: "v8.18.3" },
  { name: "nerdctl", module: "github.com/containerd/nerdctl/v2", version: "v2.1.2", folder: "/cmd/nerdctl" },
  {
    name: "registry",
    module: "github.com/distribution/distribution/v3",
    version: "v3.1.2",
    folder: "/cmd/registry",
  },
];

/**
 * Builds a tool by its module's name, once for each version, below `<data>/tools/go`.
 * @returns its folder, to be put on PATH; or why there is none, in one line
 */
export const buildGoTool = async (
  dataDir: string,
  { name, module, version, folder: main = "" }: GoTool,
): Promise<{ folder: string } | { reason: string }> => {
  const folder = path.resolve(dataDir, "tools/go", `${name}-${version}`);
  if (existsSync(path.join(folder, name))) return { folder };
  if (!findOnPath("go")) return { reason: "no Go toolchain is installed" };
  // A module around it, because `go install` also wants the list of all versions, which not every proxy gives.
  const cwd = mkdtempSync(path.join(tmpdir(), "wharfkey-go-"));
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false -mod=mod" };
  const go = (...args: string[]) => execute("go", args, { cwd, env, timeout: timeoutMinutes * 60_000 });
  try {
    await step(`Building ${name} ${version}`, async () => {
      await go("mod", "init", "tool");
      await go("mod", "edit", `-require=${module}@${version}`);
      await go("build", "-trimpath", "-o", path.join(folder, name), `${module}${main}`);
    });
    return { folder };
  } catch (error) {
    return { reason: reasonOf(error) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
};

/** Builds a program of the tests' own, whose folder `source` holds its go.mod. As `buildGoTool`. */
export const buildGoProgram = async (
  dataDir: string,
  name: string,
  source: string,
): Promise<{ folder: string } | { reason: string }> => {
  const folder = path.resolve(dataDir, "tools/go", name);
  if (!findOnPath("go")) return { reason: "no Go toolchain is installed" };
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" };
  const args = ["build", "-trimpath", "-o", path.join(folder, name), "."];
  try {
    await step(`Building ${name}`, () =>
      execute("go", args, { cwd: source, env, timeout: timeoutMinutes * 60_000 }),
    );
    return { folder };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
};

const reasonOf = (error: unknown): string => {
  const { killed, stderr = "" } = error as { killed?: boolean; stderr?: string };
  if (killed) return `not built after ${timeoutMinutes} minutes: run it again, it goes on from there`;
  const said = stderr.split("\n").filter((line) => !line.startsWith("go: downloading "));
  return said.findLast((line) => /403|404|error|cannot|go:/i.test(line)) ?? String(error);
};
