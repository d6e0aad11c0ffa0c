import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { snippetFor } from "@/lib/domain/snippets/catalogue";
import { findOnPath } from "@/scripts/lib/executables";
import { type Recorder, recorder } from "@/tests/support/recorder";

const key = "wfk_0123456789_abc";
const terminal = findOnPath("script");
if (!terminal) console.warn("Skipped what needs a terminal: script (util-linux) is not installed");

let stand: Recorder;
beforeEach(() => {
  stand = recorder(["docker"]);
  // The real stty, with a note that it has been here.
  writeFileSync(
    path.join(stand.dir, "bin/stty"),
    `#!/bin/sh\n${findOnPath("stty")} "$@" && echo "$*" >> stty-log\n`,
    {
      mode: 0o755,
    },
  );
});
afterEach(() => stand.remove());

const noted = (name: string) => {
  try {
    return readFileSync(path.join(stand.dir, name), "utf8");
  } catch {
    return "";
  }
};

/** Pastes the command into `sh` in a terminal of its own, then types, once nothing is echoed any more. */
const type = async (typed: string): Promise<string> => {
  const command = snippetFor("docker", {
    host: "de.example",
    key: null,
    username: "iamapikey",
    secure: true,
    literal: false,
    source: "paste",
    shell: "sh",
  });
  writeFileSync(path.join(stand.dir, "command"), `${command?.lines}\n`);
  const child = spawn("script", ["-qec", "sh ./command", "/dev/null"], {
    cwd: stand.dir,
    env: {
      PATH: `${stand.dir}/bin:${process.env.PATH}`,
      RECORD: path.join(stand.dir, "record"),
    } as unknown as NodeJS.ProcessEnv,
  });
  let shown = "";
  child.stdout.on("data", (chunk) => (shown += chunk));
  await vi.waitFor(() => expect(noted("stty-log")).toBe("-echo\n"), { timeout: 30_000, interval: 20 });
  child.stdin.write(typed);
  await once(child, "close");
  return shown;
};

test.skipIf(!terminal)("sh shows nothing of a key that is pasted, and echoes again afterwards", async () => {
  expect(await type(`${key}\r`)).not.toContain(key);
  expect(noted("record").split("\0")).toEqual([
    ...["docker", "5", "login", "-u", "iamapikey", "--password-stdin", "de.example"],
    ...["", `${key}x`, ""],
  ]);
  expect(noted("stty-log")).toBe("-echo\necho\n");
});

test.skipIf(!terminal)(
  "sh echoes again when the question is answered with Ctrl-C, and logs nobody in",
  async () => {
    await type("\x03");
    expect(noted("stty-log")).toBe("-echo\necho\n");
    expect(noted("record")).toBe("");
  },
);
