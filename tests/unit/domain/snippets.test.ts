import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeApiKey } from "@/lib/domain/api-key";
import { type SnippetInput, snippetFor, snippetTools } from "@/lib/domain/snippets/catalogue";

const key = composeApiKey("8FqT2mVx0c", "k".repeat(32));
const input: SnippetInput = {
  host: "localhost:5003",
  key,
  username: "iamapikey",
  image: "team-a/app:v1",
  app: "checkout",
  secure: true,
  literal: false,
  source: "paste",
};
const lines = (tool: string, change: Partial<SnippetInput> = {}) =>
  snippetFor(tool, { ...input, ...change })?.lines;

test("the tools stand in the order of the tabs", () => {
  expect(snippetTools.map(({ tool }) => tool)).toEqual([
    "docker",
    "podman",
    "skopeo",
    "buildah",
    "cloud-foundry",
  ]);
  expect(snippetFor("telnet", input)).toBeUndefined();
});

describe("the safe form", () => {
  test.each([
    [
      "docker",
      "paste",
      'read -rs KEY && printf %s "$KEY" | docker login -u iamapikey --password-stdin localhost:5003',
    ],
    [
      "docker",
      "file",
      "jq -r .apikey apikey.json | docker login -u iamapikey --password-stdin localhost:5003",
    ],
    [
      "podman",
      "variable",
      'printf %s "$WHARFKEY_APIKEY" | podman login -u iamapikey --password-stdin localhost:5003',
    ],
    [
      "cloud-foundry",
      "paste",
      'read -rs KEY && CF_DOCKER_PASSWORD="$KEY" cf push checkout --docker-image localhost:5003/team-a/app:v1 --docker-username iamapikey',
    ],
    [
      "cloud-foundry",
      "variable",
      'CF_DOCKER_PASSWORD="$WHARFKEY_APIKEY" cf push checkout --docker-image localhost:5003/team-a/app:v1 --docker-username iamapikey',
    ],
  ] as const)("%s, %s", (tool, source, expected) => {
    expect(lines(tool, { source })).toBe(expected);
  });

  test("never holds the key", () => {
    for (const { snippet } of snippetTools)
      for (const source of ["paste", "file", "variable"] as const)
        expect(JSON.stringify(snippet({ ...input, source }))).not.toContain(key);
  });
});

describe("the literal form", () => {
  test.each([
    ["docker", key, `docker login -u iamapikey -p ${key} localhost:5003`],
    ["docker", null, "docker login -u iamapikey -p YOUR_API_KEY localhost:5003"],
    [
      "cloud-foundry",
      key,
      `export CF_DOCKER_PASSWORD=${key}\ncf push checkout -o localhost:5003/team-a/app:v1 --docker-username iamapikey`,
    ],
  ])("%s with key %j", (tool, value, expected) => {
    expect(lines(tool, { literal: true, key: value })).toBe(expected);
  });

  test("says in both languages why not", () => {
    for (const { snippet } of snippetTools) {
      expect(snippet({ ...input, literal: true }).note).toEqual({
        en: expect.stringContaining("history"),
        de: expect.stringContaining("Verlauf"),
      });
    }
  });
});

test("without TLS, podman and its kin are told so and docker needs nothing on a loopback name", () => {
  for (const tool of ["podman", "skopeo", "buildah"])
    expect(lines(tool, { secure: false })).toContain(`${tool} login --tls-verify=false -u iamapikey`);
  expect(lines("docker", { secure: false })).toBe(lines("docker"));
});

describe("in bash", () => {
  const hasJq = spawnSync("jq", ["--version"]).status === 0;
  const hostileHost = "reg'istry $(touch hit) `id`;x";
  let folder = "";

  // Stands in for each tool and notes its arguments, standard input and password variable.
  const recorder = `#!/bin/sh\nprintf '%s\\n' "$@" > seen-args\nprintf %s "$CF_DOCKER_PASSWORD" > seen-variable\ncase "$*" in *--password-stdin*) cat > seen-stdin ;; esac\n`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "wharfkey-snippets-"));
    for (const tool of ["docker", "podman", "skopeo", "buildah", "cf"]) {
      writeFileSync(join(folder, tool), recorder);
      chmodSync(join(folder, tool), 0o755);
    }
    writeFileSync(join(folder, "apikey.json"), JSON.stringify({ name: "ci", apikey: key }, null, 2));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const seen = (what: string) => readFileSync(join(folder, `seen-${what}`), "utf8");
  const cases = snippetTools.flatMap(({ tool }) =>
    (["paste", "file", "variable"] as const).map((source) => ({ tool, source })),
  );

  test.each(cases.filter(({ source }) => source !== "file" || hasJq))(
    "$tool gets the key from $source and not as an argument",
    ({ tool, source }) => {
      const command = lines(tool, { source, host: hostileHost, secure: false }) ?? "";
      const run = spawnSync("bash", ["--norc", "-c", command], {
        cwd: folder,
        env: { PATH: `${folder}:${process.env.PATH}`, WHARFKEY_APIKEY: source === "variable" ? key : "" },
        input: source === "paste" ? `${key}\n` : "",
        encoding: "utf8",
      });
      expect([run.status, run.stdout, run.stderr]).toEqual([0, "", ""]);
      // jq ends its line; every login takes one line end off.
      expect(seen(tool === "cloud-foundry" ? "variable" : "stdin").replace(/\n$/, "")).toBe(key);
      expect(seen("args")).not.toContain(key);
      expect(seen("args")).toContain(hostileHost);
    },
  );
});
