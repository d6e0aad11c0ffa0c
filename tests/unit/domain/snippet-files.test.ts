import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import fc from "fast-check";
import { parseToObject } from "hcl2-parser";
import { Secret } from "kubernetes-models/v1/Secret";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test, vi } from "vitest";
import { parse as parseYaml } from "yaml";
import { type SnippetInput, snippetFor } from "@/lib/domain/snippets/catalogue";
import { client } from "@/tests/support/clients";
import { hostileText } from "@/tests/support/hostile-text";

const key = "wfk_0123456789_abc";
const input: SnippetInput = {
  host: "localhost:5003",
  region: { id: "eu-de", formerName: "eu-central" },
  key,
  username: "iamapikey",
  image: "team-a/app:v1",
  app: "checkout",
  secure: true,
  literal: false,
  source: "paste",
};

/** A file of the tool's main way, or of another way by its id. */
const file = (tool: string, change: Partial<SnippetInput> = {}, way?: string, index = 0): string => {
  const snippet = snippetFor(tool, { ...input, ...change });
  const found = way ? snippet?.others.find(({ id }) => id === way) : snippet;
  return found?.files[index]?.content ?? "";
};

vi.setConfig({ testTimeout: 60_000 });

describe("GitHub Actions, by GitHub's own parser", () => {
  const problems = async (content: string) => {
    const { context, value } = parseWorkflow({ name: "image.yml", content }, new NoOperationTraceWriter());
    if (value) await convertWorkflowTemplate(context, value);
    return context.errors.getErrors().map(({ message }) => message);
  };

  test("the workflow is one, and logs in with the secret", async () => {
    expect(await problems(file("github-actions"))).toEqual([]);
    expect(parseYaml(file("github-actions")).jobs.image.steps[1]).toEqual({
      uses: "docker/login-action@v3",
      with: {
        registry: "localhost:5003",
        username: "iamapikey",
        password: `\${{ secrets.WHARFKEY_APIKEY }}`,
      },
    });
    expect(await problems("on: push\njobs:\n  image:\n    runs-on: x\n    stepz: []\n")).not.toEqual([]);
  });

  test("a name that holds an expression is not evaluated", async () => {
    const content = file("github-actions", { host: `\${{ secrets.OTHER }}` });
    expect(await problems(content)).toEqual([]);
    expect(parseYaml(content).jobs.image.steps[1].with.registry).toBe(`\${{ '\${{' }} secrets.OTHER }}`);
  });
});

describe("GitLab CI, by its schema", () => {
  const manifest = createRequire(import.meta.url).resolve("gitlab-ci-local/package.json");
  const program = path.join(path.dirname(manifest), "dist/index.js");
  // It is made for Node 22; this is all that 20 lacks.
  const union = "data:text/javascript,Set.prototype.union=function(o){return new Set([...this,...o])}";
  const accepted = (content: string) => {
    const folder = mkdtempSync(path.join(tmpdir(), "wharfkey-gitlab-"));
    const git = (...args: string[]) => spawnSync("git", ["-C", folder, ...args]);
    git("init", "-q");
    git("remote", "add", "origin", "git@gitlab.example:group/project.git");
    writeFileSync(path.join(folder, ".gitlab-ci.yml"), content);
    const ran = spawnSync(process.execPath, ["--import", union, program, "--list-csv"], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: folder } as unknown as NodeJS.ProcessEnv,
    });
    rmSync(folder, { recursive: true });
    return { status: ran.status, output: ran.stdout + ran.stderr };
  };

  test.skipIf(!client("git"))("the pipeline is one, and logs in with the variable", () => {
    expect(accepted(file("gitlab-ci", { image: "a'b $(id): #c" }))).toEqual({
      status: 0,
      output: expect.stringContaining("build-image"),
    });
    expect(accepted("build-image:\n  script: [x]\n  when: sometimes\n")).toEqual({
      status: 1,
      output: expect.stringContaining("'when' property must be one of"),
    });
    expect(parseYaml(file("gitlab-ci"))["build-image"].script).toEqual([
      'printf %s "$WHARFKEY_APIKEY" | docker login -u iamapikey --password-stdin localhost:5003',
      "docker build -t localhost:5003/team-a/app:v1 .",
      "docker push localhost:5003/team-a/app:v1",
    ]);
  });
});

describe("Kubernetes, by its own schemas", () => {
  test("the secret is one that the kubelet takes, with the key only when it was asked for", () => {
    for (const [change, given] of [
      [{ literal: true }, { password: key, auth: Buffer.from(`iamapikey:${key}`).toString("base64") }],
      [{ literal: false }, { password: "YOUR_API_KEY" }],
    ] as const) {
      const secret = parseYaml(file("kubernetes", change, "yaml"));
      new Secret(secret).validate();
      expect(secret.type).toBe("kubernetes.io/dockerconfigjson");
      expect(JSON.parse(secret.stringData[".dockerconfigjson"])).toEqual({
        auths: { "localhost:5003": { username: "iamapikey", ...given } },
      });
      expect(secret.metadata).toEqual({ name: "wharfkey-eu-de" });
    }
    expect(() =>
      new Secret({ ...parseYaml(file("kubernetes", {}, "yaml")), stringData: "x" }).validate(),
    ).toThrow();
  });

  test("no host ends the secret's block or adds to it", () => {
    fc.assert(
      fc.property(hostileText, (host) => {
        const secret = parseYaml(file("kubernetes", { host }, "yaml"), { version: "1.1" });
        expect(Object.keys(JSON.parse(secret.stringData[".dockerconfigjson"]).auths)).toEqual([host]);
        expect(Object.keys(secret)).toEqual(["apiVersion", "kind", "metadata", "type", "stringData"]);
      }),
    );
  });

  test("Tekton's service account is one", () => {
    const account = parseYaml(file("tekton"));
    new ServiceAccount(account).validate();
    expect([account.secrets, account.imagePullSecrets]).toEqual([
      [{ name: "wharfkey-eu-de" }],
      [{ name: "wharfkey-eu-de" }],
    ]);
  });

  test("the kubelet's provider answers with the key that lies on the node, whatever the host is called", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "wharfkey-kubelet-"));
    writeFileSync(path.join(folder, "apikey"), `${key}\n`);
    for (const host of ["localhost:5003", `a'b"$(id)%s\\n`]) {
      const config = parseYaml(file("kubernetes", { host }, "kubelet", 0));
      expect(config.providers).toEqual([
        {
          name: "wharfkey-credential-provider",
          apiVersion: "credentialprovider.kubelet.k8s.io/v1",
          matchImages: [host],
          defaultCacheDuration: "10m",
        },
      ]);
      const script = file("kubernetes", { host }, "kubelet", 1).replace("/etc/wharfkey", folder);
      expect(JSON.parse(spawnSync("sh", ["-c", script], { encoding: "utf8" }).stdout)).toEqual({
        apiVersion: "credentialprovider.kubelet.k8s.io/v1",
        kind: "CredentialProviderResponse",
        cacheKeyType: "Registry",
        auth: { [host]: { username: "iamapikey", password: key } },
      });
    }
    rmSync(folder, { recursive: true });
  });
});

test("containerd's files say where the registry is and, literally, the key", () => {
  expect(parseToml(file("containerd", { secure: false }, "hosts"))).toEqual({
    server: "http://localhost:5003",
    host: { "http://localhost:5003": { capabilities: ["pull", "resolve"] } },
  });
  expect(parseToml(file("containerd", { literal: true }, "cri"))).toEqual({
    version: 2,
    plugins: {
      "io.containerd.grpc.v1.cri": {
        registry: { configs: { "localhost:5003": { auth: { username: "iamapikey", password: key } } } },
      },
    },
  });
});

test("Terraform reads the key from a sensitive variable", () => {
  const { provider, variable, data } = parseToObject(file("terraform"))[0];
  expect(variable).toEqual({ wharfkey_apikey: [{ type: `\${string}`, sensitive: true }] });
  const registry = { address: "localhost:5003", username: "iamapikey", password: `\${var.wharfkey_apikey}` };
  expect(provider).toEqual({ docker: [{ registry_auth: [registry] }] });
  expect(data.docker_registry_image.image).toEqual([{ name: "localhost:5003/team-a/app:v1" }]);
});

test("Cloud Foundry's manifest names image and user, whatever the app is called", () => {
  fc.assert(
    fc.property(hostileText, (app) => {
      expect(parseYaml(file("cloud-foundry", { app }, "manifest"))).toEqual({
        applications: [
          { name: app, docker: { image: "localhost:5003/team-a/app:v1", username: "iamapikey" } },
        ],
      });
    }),
  );
});

test("the Jenkinsfile binds the credential, and leaves the key to the shell", () => {
  expect(file("jenkins")).toContain(
    `withCredentials([string(credentialsId: 'wharfkey', variable: 'WHARFKEY_APIKEY')]) {
          sh 'printf %s "$WHARFKEY_APIKEY" | docker login -u iamapikey --password-stdin localhost:5003'`,
  );
});

test("config.json is what docker writes itself", () => {
  const auth = Buffer.from(`iamapikey:${key}`).toString("base64");
  expect(JSON.parse(file("docker-config", { literal: true }, "file"))).toEqual({
    auths: { "localhost:5003": { username: "iamapikey", password: key, auth } },
  });
});
