import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "@/lib/domain/snippets/catalogue";
import { findOnPath } from "@/scripts/lib/executables";
import { startContainerd } from "@/tests/support/client-home";
import { client } from "@/tests/support/clients";
import { proven } from "@/tests/support/command-proofs";
import { createServiceKey } from "@/tests/support/credentials";
import { landscape } from "@/tests/support/landscape";
import { type Form, printed, type Seat, seat } from "@/tests/support/snippet-world";

const world = landscape();
const host = () => world.hosts["eu-de"] ?? "";

let containerd: Awaited<ReturnType<typeof startContainerd>> | undefined;
beforeAll(async () => {
  await world.push(world.keys.writer.value, host(), "team-a/app:v1");
  // nerdctl pulls into a containerd, which needs root.
  if (findOnPath("nerdctl") && client("containerd") && process.getuid?.() === 0)
    containerd = await startContainerd(world.home);
});
afterAll(() => containerd?.stop());

const shells: [program: string, dialect: Shell][] = [
  ["bash", "bash"],
  ["sh", "sh"],
  ["zsh", "bash"],
  ["fish", "fish"],
];
const forms: Form[] = ["paste", "file", "variable", "literal"];

/** What each tool says at its login, and then does with what that stored. */
const uses: Record<string, { says: string; usedAs?: string; commands: (here: Seat) => string }> = {
  helm: {
    says: "Login Succeeded",
    commands: () => `helm create chart
helm package chart
helm push chart-0.1.0.tgz oci://${host()}/team-a --plain-http
helm pull oci://${host()}/team-a/chart --version 0.1.0 --plain-http`,
  },
  oras: {
    says: "Login Succeeded",
    commands: ({ dir }) => {
      writeFileSync(path.join(dir, "artifact.txt"), "hello");
      return `oras push --plain-http ${host()}/team-a/artifact:v1 artifact.txt
oras pull --plain-http -o pulled ${host()}/team-a/artifact:v1`;
    },
  },
  nerdctl: {
    says: "Login Succeeded",
    usedAs: "containerd", // what nerdctl calls itself
    commands: ({ dir }) =>
      containerd
        ? `nerdctl --address ${containerd.address} --data-root ${dir} --snapshotter native pull ${host()}/team-a/app:v1`
        : "test -s docker/config.json",
  },
  crane: {
    says: "logged in via",
    commands: () => `crane digest ${host()}/team-a/app:v1
crane copy ${host()}/team-a/app:v1 ${host()}/team-a/copy:v1`,
  },
};

describe.each(Object.entries(uses))("%s, as printed", (tool, { says, usedAs = tool, commands }) => {
  test.skipIf(!findOnPath(tool)).each(shells)(
    "logs in from %s, and what it stored works",
    async (program, shell) => {
      if ((program === "zsh" || program === "fish") && !client(program)) return;
      const key = await createServiceKey(
        world.portal.runtime,
        world.portal.administrator,
        `${tool} ${program}`,
        [{ region: "eu-de", namespace: "team-a", roles: ["Writer"] }],
      );
      for (const form of forms) {
        const here = seat(world, key);
        const login = await here.run(program, printed(world, key, tool, form, { shell }).lines, form);
        expect([form, login.code, login.output]).toEqual([form, 0, expect.stringContaining(says)]);
        const used = await here.run("bash", `set -e\n${commands(here)}`, form);
        expect([form, used.code, used.output]).toEqual([form, 0, expect.any(String)]);
        await proven(tool, program, form);
      }
      expect((await world.usageOf(key, forms.length)).join("\n")).toContain(usedAs);
    },
  );
});
