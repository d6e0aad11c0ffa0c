import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "@/lib/domain/snippets/catalogue";
import { findOnPath } from "@/scripts/lib/executables";
import { startContainerd } from "@/tests/support/client-home";
import { client } from "@/tests/support/clients";
import { proven } from "@/tests/support/command-proofs";
import { createServiceKey, type TestKey } from "@/tests/support/credentials";
import { type KubernetesApi, startKubernetesApi } from "@/tests/support/kubernetes-api";
import { landscape } from "@/tests/support/landscape";
import { type Form, printed, type Seat, seat } from "@/tests/support/snippet-world";

const world = landscape();
const image = "team-a/app:v1";
const canRun = client("kubectl") && client("jq") && client("skopeo");
const canRunContainerd = client("containerd") && client("ctr") && process.getuid?.() === 0;
let api: KubernetesApi;
let key: TestKey;
let here: Seat;

beforeAll(async () => {
  api = await startKubernetesApi();
  if (!client("skopeo")) return;
  await world.push(world.keys.writer.value, world.hosts["eu-de"] ?? "", image);
  key = await createServiceKey(world.portal.runtime, world.portal.administrator, "cluster", [
    { region: "eu-de", namespace: "team-a", roles: ["Reader"] },
  ]);
  here = seat(world, key);
  writeFileSync(path.join(here.dir, "kubeconfig"), api.kubeconfig);
});
afterAll(() => api?.stop());

const inCluster = (shell: string, lines: string, form: Form) =>
  here.run(shell, lines, form, { KUBECONFIG: path.join(here.dir, "kubeconfig") });

/** The configuration in the secret that kubectl made, decoded. */
const secretContent = (name = "wharfkey-eu-de") => {
  const secret = api.objects.get(`secrets/${name}`) as {
    type?: string;
    data?: Record<string, string>;
    stringData?: Record<string, string>;
  };
  const encoded = secret.data?.[".dockerconfigjson"];
  const content = encoded
    ? Buffer.from(encoded, "base64").toString()
    : secret.stringData?.[".dockerconfigjson"];
  expect(secret.type).toBe("kubernetes.io/dockerconfigjson");
  return content ?? "";
};

const pulls = async (content: string) => {
  const file = path.join(here.dir, "from-secret.json");
  writeFileSync(file, content);
  return (await here.pull(file, image)).code === 0;
};

const shells: [program: string, dialect: Shell][] = [
  ["bash", "bash"],
  ["sh", "sh"],
  ["zsh", "bash"],
  ["fish", "fish"],
];

describe.skipIf(!canRun)("kubectl, as printed", () => {
  test.each(shells)(
    "in %s makes a secret that pulls, for the host and for a namespace",
    async (program, shell) => {
      if (program === "zsh" || program === "fish") if (!client(program)) return;
      const host = world.hosts["eu-de"] ?? "";
      for (const form of ["paste", "file", "variable", "literal"] as const)
        for (const [way, server, name] of [
          [undefined, host, "wharfkey-eu-de"],
          ["scoped", `${host}/team-a`, "wharfkey-eu-de-team-a"],
        ] as const) {
          const ran = await inCluster(
            program,
            printed(world, key, "kubernetes", form, { shell }, way).lines,
            form,
          );
          expect([form, ran.code, ran.output]).toEqual([
            form,
            0,
            expect.stringContaining(`secret/${name} created`),
          ]);
          const content = secretContent(name);
          const auth = Buffer.from(`iamapikey:${key.value}`).toString("base64");
          const entry = { username: "iamapikey", password: key.value, auth };
          expect(JSON.parse(content)).toEqual({ auths: { [server]: entry } });
          expect(await pulls(content)).toBe(true);
          await proven("kubernetes", program, form, "kubectl");
        }
    },
  );

  test("takes the file, in which the key stands literally", async () => {
    const { lines, files } = printed(world, key, "kubernetes", "literal", {}, "yaml");
    const [file] = files;
    writeFileSync(path.join(here.dir, file?.name ?? ""), file?.content ?? "");
    api.objects.delete("secrets/wharfkey-eu-de");
    // There is no schema in our stand-in of an API server to validate by.
    const ran = await inCluster(
      "sh",
      lines.replace("kubectl apply", "kubectl apply --validate=false"),
      "literal",
    );
    expect(ran).toEqual({ code: 0, output: "secret/wharfkey-eu-de created\n" });
    expect(await pulls(secretContent())).toBe(true);
  });

  test("adds the secret to the service account's own, in every shell", async () => {
    for (const [program, shell] of shells) {
      if ((program === "zsh" || program === "fish") && !client(program)) continue;
      const { lines } = printed(world, key, "kubernetes", "paste", { shell }, "service-account");
      const ran = await inCluster(program, lines, "variable");
      expect(ran).toEqual({ code: 0, output: "serviceaccount/default patched\n" });
      const account = api.objects.get("serviceaccounts/default");
      expect(account?.imagePullSecrets).toEqual([{ name: "older" }, { name: "wharfkey-eu-de" }]);
      if (account) account.imagePullSecrets = [{ name: "older" }];
    }
  });

  test("Tekton's commands make the account and its secret", async () => {
    const { lines, files } = printed(world, key, "tekton", "variable");
    const [file] = files;
    writeFileSync(path.join(here.dir, file?.name ?? ""), file?.content ?? "");
    const ran = await inCluster(
      "sh",
      lines.replace("kubectl apply", "kubectl apply --validate=false"),
      "variable",
    );
    expect(ran).toEqual({
      code: 0,
      output: "serviceaccount/wharfkey-build created\nsecret/wharfkey-eu-de created\n",
    });
    expect(await pulls(secretContent())).toBe(true);
    await proven("tekton", "sh", "variable", "kubectl");
  });

  test("the kubelet's credential provider answers with what pulls", async () => {
    const { files } = printed(world, key, "kubernetes", "paste", {}, "kubelet");
    const program = path.join(here.dir, "provider");
    writeFileSync(path.join(here.dir, "apikey"), `${key.value}\n`);
    writeFileSync(program, files[1]?.content.replace("/etc/wharfkey", here.dir) ?? "");
    chmodSync(program, 0o755);
    const { output } = await world.home.run(program, []);
    expect(await pulls(JSON.stringify({ auths: withAuth(JSON.parse(output).auth) }))).toBe(true);
  });
});

/** skopeo reads `auth` alone. */
const withAuth = (auths: Record<string, { username: string; password: string }>) =>
  Object.fromEntries(
    Object.entries(auths).map(([server, { username, password }]) => [
      server,
      { auth: Buffer.from(`${username}:${password}`).toString("base64") },
    ]),
  );

describe.skipIf(!canRun || !canRunContainerd)("containerd, as printed", () => {
  let containerd: Awaited<ReturnType<typeof startContainerd>>;
  let env: Record<string, string>;
  beforeAll(async () => {
    containerd = await startContainerd(world.home);
    env = { CONTAINERD_ADDRESS: containerd.address, CONTAINERD_SNAPSHOTTER: "native" };
  });
  afterAll(() => containerd?.stop());

  test.each(["bash", "sh"] as const)(
    "in %s ctr pulls with the key from a file, a variable and literally",
    async (shell) => {
      for (const form of ["file", "variable", "literal"] as const) {
        const { lines } = printed(world, key, "containerd", form, { shell });
        const ran = await here.run(shell, lines, form, env);
        expect([form, ran.code, ran.output]).toEqual([form, 0, expect.stringContaining("done")]);
        await proven("containerd", shell, form, "ctr");
      }
    },
  );

  test.skipIf(!findOnPath("script"))("ctr asks for the key on a terminal and doesn't show it", async () => {
    const { lines } = printed(world, key, "containerd", "paste");
    const child = spawn("script", ["-qec", lines, "/dev/null"], { env: { ...process.env, ...env } });
    let shown = "";
    child.stdout.on("data", (chunk) => {
      shown += chunk;
      if (shown.endsWith("Password: ")) setTimeout(() => child.stdin.write(`${key.value}\r`), 200);
    });
    const [code] = await once(child, "close");
    expect([code, shown]).toEqual([0, expect.stringContaining("done")]);
    expect(shown).not.toContain(key.value);
    await proven("containerd", "sh", "paste", "ctr");
  });

  test("ctr pulls with the credential from the secret that kubectl made", async () => {
    await inCluster("sh", printed(world, key, "kubernetes", "variable").lines, "variable");
    const [entry] = Object.values(JSON.parse(secretContent()).auths) as { auth: string }[];
    const user = Buffer.from(entry?.auth ?? "", "base64").toString();
    const ran = await world.home.run(
      "ctr",
      ["images", "pull", "--plain-http", "--user", user, `${world.hosts["eu-de"]}/${image}`],
      { env },
    );
    expect([ran.code, ran.output]).toEqual([0, expect.stringContaining("done")]);
  });

  test("hosts.toml leads ctr to a registry without TLS", async () => {
    const host = world.hosts["eu-de"] ?? "";
    const folder = path.join(here.dir, "certs.d");
    const { files } = printed(world, key, "containerd", "paste", {}, "hosts");
    mkdirSync(path.join(folder, host), { recursive: true });
    writeFileSync(path.join(folder, host, "hosts.toml"), files[0]?.content ?? "");
    const pull = [
      "images",
      "pull",
      "--hosts-dir",
      folder,
      "--user",
      `iamapikey:${key.value}`,
      `${host}/${image}`,
    ];
    const ran = await world.home.run("ctr", pull, { env });
    expect([ran.code, ran.output]).toEqual([0, expect.stringContaining("done")]);
  });

  test("containerd reads config.toml, with the credential in it", async () => {
    const { files } = printed(world, key, "containerd", "literal", {}, "cri");
    const file = path.join(here.dir, "config.toml");
    writeFileSync(file, files[0]?.content ?? "");
    const { code, output } = await world.home.run("containerd", ["--config", file, "config", "dump"]);
    expect(code).toBe(0);
    expect(output).toContain(`password = "${key.value}"`);
  });
});
