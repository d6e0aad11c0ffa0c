import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** One call of a tool: its name, its arguments, the key variables it saw, what was piped into it. */
export type Call = { tool: string; args: string[]; variables: string; input: string };

export type Recorded = { status: number | null; stderr: string; calls: Call[] };

export type Recorder = {
  dir: string;
  /** Runs lines as a script of that shell; `typed` is what a person types, line by line. */
  run(shell: string, script: string, options?: { typed?: string[]; env?: Record<string, string> }): Recorded;
  remove(): void;
};

// Everything ends in NUL, which no argument can hold; `x` keeps the line end before it from being cut off.
// One printf: two tools of a pipeline may write at once.
const program = `#!/bin/sh
input=x
[ ! -p /dev/stdin ] || input=$(cat; printf x)
printf '%s\\0' "\${0##*/}" "$#" "$@" "$CF_DOCKER_PASSWORD$TF_VAR_wharfkey_apikey$IBMCLOUD_API_KEY" "$input" >> "$RECORD"
`;

/** Stands in for the tools of the catalogue and notes what a shell hands to them. */
export const recorder = (tools: readonly string[]): Recorder => {
  const dir = mkdtempSync(path.join(tmpdir(), "wharfkey-recorder-"));
  mkdirSync(path.join(dir, "bin"));
  for (const tool of tools) writeFileSync(path.join(dir, "bin", tool), program, { mode: 0o755 });
  // There is no terminal here, and stty would say so.
  writeFileSync(path.join(dir, "bin/stty"), "#!/bin/sh\n", { mode: 0o755 });
  const file = (name: string) => path.join(dir, name);
  return {
    dir,
    run(shell, script, { typed = [], env = {} } = {}) {
      writeFileSync(file("record"), "");
      writeFileSync(file("script"), `${script}\n`);
      writeFileSync(file("typed"), typed.map((line) => `${line}\n`).join(""));
      const stdin = openSync(file("typed"), "r");
      const ran = spawnSync(shell, [file("script")], {
        cwd: dir,
        env: {
          NODE_ENV: "test",
          PATH: `${dir}/bin:${process.env.PATH}`,
          HOME: dir,
          LANG: "C.UTF-8",
          RECORD: file("record"),
          ...env,
        },
        stdio: [stdin, "ignore", "pipe"],
        encoding: "utf8",
      });
      closeSync(stdin);
      return { status: ran.status, stderr: ran.stderr, calls: callsIn(readFileSync(file("record"), "utf8")) };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
};

const callsIn = (record: string): Call[] => {
  const fields = record.split("\0").slice(0, -1);
  const calls: Call[] = [];
  while (fields.length > 0) {
    const [tool = "", count = "0"] = fields.splice(0, 2);
    const args = fields.splice(0, Number(count));
    const [variables = "", input = ""] = fields.splice(0, 2);
    calls.push({ tool, args, variables, input: input.slice(0, -1) });
  }
  return calls;
};
