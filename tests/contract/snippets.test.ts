import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Shell } from "@/lib/domain/snippets/catalogue";
import { client } from "@/tests/support/clients";
import { proven } from "@/tests/support/command-proofs";
import { createServiceKey, type TestKey } from "@/tests/support/credentials";
import { landscape } from "@/tests/support/landscape";
import { type Form, printed, readJson, seat } from "@/tests/support/snippet-world";

const world = landscape();
const image = "team-a/app:v1";
const skopeo = client("skopeo");
const canRun = skopeo && client("jq") && client("docker");
let key: TestKey;

beforeAll(async () => {
  if (!skopeo) return;
  await world.push(world.keys.writer.value, world.hosts["eu-de"] ?? "", image);
});
const freshKey = (name: string) =>
  createServiceKey(world.portal.runtime, world.portal.administrator, name, [
    { region: "eu-de", namespace: "team-a", roles: ["Reader"] },
  ]);

const forms: Form[] = ["paste", "file", "variable", "literal"];
const shells: [program: string, dialect: Shell][] = [
  ["bash", "bash"],
  ["sh", "sh"],
  ["zsh", "bash"],
  ["fish", "fish"],
];

describe.each(["docker", "podman", "buildah", "skopeo"] as const)("%s login as printed", (tool) => {
  const missing = !canRun || !client(tool);

  test.skipIf(missing).each(shells)("works in %s, wherever the key comes from", async (program, shell) => {
    if (program === "zsh" || program === "fish") if (!client(program)) return;
    const own = await freshKey(`${tool} in ${program}`);
    for (const form of forms) {
      const here = seat(world, own);
      const ran = await here.run(program, printed(world, own, tool, form, { shell }).lines, form);
      expect([form, ran.code, ran.output]).toEqual([form, 0, expect.stringContaining("Login Succeeded")]);
      // What it stored is what pulls.
      const stored = tool === "docker" ? path.join(here.docker, "config.json") : here.authFile;
      expect(await here.pull(stored, image)).toMatchObject({ code: 0 });
      await proven(tool, program, form);
    }
    const logins = (await world.usageOf(own, 2 * forms.length)).filter((row) => row.includes(" login "));
    expect(logins).toEqual(forms.map(() => `portal login granted eu-de ${tool}`));
  });

  test.skipIf(missing)("fails where the key is wrong", async () => {
    const wrong = { ...world.keys.reader, value: `${world.keys.reader.value.slice(0, -1)}_` };
    const here = seat(world, wrong);
    const ran = await here.run("bash", printed(world, wrong, tool, "paste").lines, "paste");
    expect(ran.code).not.toBe(0);
    expect(ran.output).not.toContain("Succeeded");
  });
});

describe.skipIf(!canRun)("files and tokens", () => {
  beforeAll(async () => {
    key = await freshKey("files");
  });

  test.each(shells)(
    "in %s the merge of config.json logs docker in and keeps what was there",
    async (program, shell) => {
      if (program === "zsh" || program === "fish") if (!client(program)) return;
      for (const form of ["variable", "literal"] as const) {
        const here = seat(world, key);
        const config = path.join(here.docker, "config.json");
        writeFileSync(
          config,
          JSON.stringify({ auths: { "other.example": { auth: "eDp5" } }, detachKeys: "ctrl-x" }),
        );
        const { lines } = printed(world, key, "docker-config", form, { shell });
        expect(await here.run(program, lines, form)).toEqual({ code: 0, output: "" });
        expect(readJson(config)).toMatchObject({
          auths: { "other.example": { auth: "eDp5" } },
          detachKeys: "ctrl-x",
        });
        const manifest = await world.home.run(
          client("docker") ?? "",
          ["manifest", "inspect", "--insecure", `${world.hosts["eu-de"]}/${image}`],
          { env: { DOCKER_CONFIG: here.docker } },
        );
        expect([manifest.code, manifest.output]).toEqual([0, expect.stringContaining("schemaVersion")]);
        await proven("docker-config", program, form, "jq");
      }
    },
  );

  test("the path-scoped entry pulls from its namespace and from no other", async () => {
    const both = await createServiceKey(world.portal.runtime, world.portal.administrator, "both", [
      { region: "eu-de", roles: ["Writer"] },
    ]);
    const pushed = await world.push(both.value, world.hosts["eu-de"] ?? "", "team-b/app:v1");
    expect(pushed.code).toBe(0);
    const here = seat(world, both);
    const { lines } = printed(world, both, "docker-config", "variable", {}, "namespace");
    expect(await here.run("sh", lines, "variable")).toEqual({ code: 0, output: "" });
    expect(Object.keys(readJson(here.authFile).auths)).toEqual([`${world.hosts["eu-de"]}/team-a`]);
    expect(await here.pull(here.authFile, image)).toMatchObject({ code: 0 });
    expect((await here.pull(here.authFile, "team-b/app:v1")).code).not.toBe(0);
  });

  test("the file itself, written literally, pulls", async () => {
    const here = seat(world, key);
    const { files } = printed(world, key, "docker-config", "literal", {}, "file");
    writeFileSync(here.authFile, files[0]?.content ?? "");
    expect(await here.pull(here.authFile, image)).toMatchObject({ code: 0 });
  });

  test.skipIf(!client("curl")).each(shells)(
    "in %s the short-lived login stores an access token, and curl prints one that the API takes",
    async (program, shell) => {
      if (program === "zsh" || program === "fish") if (!client(program)) return;
      for (const form of ["paste", "literal"] as const) {
        const here = seat(world, key);
        const login = await here.run(program, printed(world, key, "ibmcloud", form, { shell }).lines, form);
        expect([login.code, login.output]).toEqual([0, expect.stringContaining("Login Succeeded")]);
        const [stored] = Object.values(readJson(path.join(here.docker, "config.json")).auths) as {
          auth: string;
        }[];
        expect(Buffer.from(stored?.auth ?? "", "base64").toString()).toMatch(/^iambearer:ey/);
        expect(await here.pull(path.join(here.docker, "config.json"), image)).toMatchObject({ code: 0 });
        await proven("ibmcloud", program, form, "docker");
        const token = await here.run(program, printed(world, key, "curl", form, { shell }).lines, form);
        const access = token.output.match(/ey[\w.-]+$/)?.[0];
        const usage = await fetch(`${world.process.url}/api/v1/usage`, {
          headers: { authorization: `Bearer ${access}` },
        });
        expect(usage.status).toBe(200);
        await proven("curl", program, form);
      }
    },
  );

  test("the scripts of GitLab's and Jenkins' files log in with the variable that they name", async () => {
    const gitlab = parse(printed(world, key, "gitlab-ci", "paste").files[0]?.content ?? "");
    const jenkinsfile = printed(world, key, "jenkins", "paste").files[0]?.content ?? "";
    const step = /sh '(printf.*)'/.exec(jenkinsfile)?.[1];
    for (const line of [gitlab["build-image"].script[0], step]) {
      const ran = await seat(world, key).run("sh", line, "variable");
      expect([ran.code, ran.output]).toEqual([0, expect.stringContaining("Login Succeeded")]);
    }
  });

  test("what cf push hands over pulls the image that it names", async () => {
    const here = seat(world, key);
    const cf = path.join(here.dir, "cf");
    writeFileSync(cf, `#!/bin/sh\nprintf '%s\\n' "$CF_DOCKER_PASSWORD" "$@" > handed-over\n`, {
      mode: 0o755,
    });
    for (const form of ["variable", "literal"] as const) {
      const { lines } = printed(world, key, "cloud-foundry", form);
      expect(await here.run("bash", lines, form, { PATH: `${here.dir}:${process.env.PATH}` })).toMatchObject({
        code: 0,
      });
      const handed = (await world.home.run("cat", [path.join(here.dir, "handed-over")])).output
        .trim()
        .split("\n");
      const [password, , app, , source, , username] = handed;
      expect([app, username]).toEqual(["checkout", "iamapikey"]);
      const pulled = await world.home.run("skopeo", [
        ...["copy", "--src-tls-verify=false", "--src-creds", `${username}:${password}`],
        ...[`docker://${source}`, `oci:${here.dir}/pulled:latest`],
      ]);
      expect([pulled.code, pulled.output]).toEqual([0, expect.stringContaining("Writing manifest")]);
    }
  });
});
