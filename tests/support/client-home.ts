import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export type Ran = { code: number | null; output: string };

/** Where a real client keeps its logins: a home of its own, so that no test sees another's. */
export type ClientHome = {
  dir: string;
  run(
    command: string,
    args: string[],
    options?: { input?: string; env?: Record<string, string> },
  ): Promise<Ran>;
  remove(): void;
};

export const clientHome = (): ClientHome => {
  const dir = mkdtempSync(path.join(tmpdir(), "wharfkey-client-"));
  // Nothing of ours: a client in its own home (NODE_ENV is what Next's types demand of every environment).
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH ?? "",
    HOME: dir,
    DOCKER_CONFIG: path.join(dir, "docker"),
    REGISTRY_AUTH_FILE: path.join(dir, "auth.json"),
    XDG_RUNTIME_DIR: dir,
  };
  return {
    dir,
    run: (command, args, { input = "", env: extra = {} } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(command, args, { env: { ...env, ...extra }, cwd: dir });
        let output = "";
        const collect = (chunk: Buffer) => {
          output += chunk;
        };
        child.stdout.on("data", collect);
        child.stderr.on("data", collect);
        child.once("error", reject);
        child.once("close", (code) => resolve({ code, output }));
        child.stdin.on("error", () => {}); // it may end before it read everything
        child.stdin.end(input);
      }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
};

/** A real containerd of its own: root and state inside the home. Needs root, as containerd does. */
export const startContainerd = async ({
  dir,
}: ClientHome): Promise<{ address: string; stop(): Promise<void> }> => {
  const base = path.join(dir, "containerd");
  mkdirSync(base, { recursive: true });
  const address = path.join(base, "containerd.sock");
  const config = path.join(base, "config.toml");
  writeFileSync(
    config,
    `version = 2
root = "${base}/root"
state = "${base}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${address}"
[ttrpc]
  address = "${address}.ttrpc"
`,
  );
  const child = spawn("containerd", ["--config", config], { stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      output += chunk;
      if (output.includes("containerd successfully booted")) resolve();
    });
    exited.then(() => reject(new Error(`containerd ended at once: ${output.slice(-2000)}`)));
    child.once("error", reject);
  });
  return {
    address,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
};
