import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { step } from "./cli";
import { findOnPath } from "./executables";

const execute = promisify(execFile);

/** Python packages in an environment of their own, in the versions that the tests were written with. */
export type PythonTool = { name: string; packages: readonly string[] };

export const pythonSdk: PythonTool = {
  name: "ibm-sdk-0.77.1",
  packages: ["ibm-platform-services==0.77.1", "ibm-cloud-sdk-core==3.28.0"],
};
export const schemathesis: PythonTool = {
  name: "schemathesis-4.32.5",
  packages: ["schemathesis==4.32.5"],
};

/**
 * Installs the packages once, below `<data>/tools/python`.
 * @returns the folder with the environment's programs; or why there is none, in one line
 */
export const pythonEnvironment = async (
  dataDir: string,
  { name, packages }: PythonTool,
): Promise<{ bin: string } | { reason: string }> => {
  const folder = path.resolve(dataDir, "tools/python", name);
  const bin = path.join(folder, "bin");
  const finished = path.join(folder, "pyvenv.cfg.done");
  if (existsSync(finished)) return { bin };
  if (!findOnPath("python3")) return { reason: "no Python 3 is installed" };
  rmSync(folder, { recursive: true, force: true });
  try {
    await step(`Installing ${packages.join(", ")}`, async () => {
      await execute("python3", ["-m", "venv", folder]);
      await execute(path.join(bin, "pip"), ["install", "--quiet", ...packages], { timeout: 20 * 60_000 });
      await execute("touch", [finished]);
    });
    return { bin };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr?.trim().split("\n") ?? [];
    return { reason: said.at(-1) || String(error) };
  }
};
