import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeApiKey } from "@/lib/domain/api-key";
import {
  namesIn,
  type SnippetInput,
  shells,
  snippetFor,
  snippetTools,
  type Words,
} from "@/lib/domain/snippets/catalogue";
import { pullSecretName } from "@/lib/domain/snippets/pull-secret";
import { hostileText } from "@/tests/support/hostile-text";

const key = composeApiKey("8FqT2mVx0c", "k".repeat(32));
const input: SnippetInput = {
  host: "localhost:5003",
  region: { id: "eu-de", formerName: "eu-central" },
  key,
  username: "iamapikey",
  image: "team-a/app:v1",
  app: "checkout",
  portalUrl: "http://localhost:3000",
  secure: true,
  literal: false,
  source: "paste",
};
const sources = ["paste", "file", "variable"] as const;

const snippet = (tool: string, change: Partial<SnippetInput> = {}) => {
  const found = snippetFor(tool, { ...input, ...change });
  if (!found) throw new Error(`no ${tool}`);
  return found;
};

/** The main way's lines, or those of another way by its id. */
const lines = (tool: string, change: Partial<SnippetInput> = {}, way?: string) => {
  const found = snippet(tool, change);
  return way ? found.others.find(({ id }) => id === way)?.lines : found.lines;
};

const every = snippetTools.flatMap((entry) =>
  shells.flatMap((shell) =>
    sources.flatMap((source) =>
      [true, false].map((literal) => entry.snippet({ ...input, shell, source, literal })),
    ),
  ),
);

test("the tools stand in the order of the tabs", () => {
  expect(snippetTools.map(({ tool }) => tool)).toEqual([
    "docker",
    "podman",
    "skopeo",
    "buildah",
    "nerdctl",
    "helm",
    "oras",
    "crane",
    "containerd",
    "kubernetes",
    "docker-config",
    "github-actions",
    "gitlab-ci",
    "jenkins",
    "tekton",
    "terraform",
    "cloud-foundry",
    "ibmcloud",
    "curl",
  ]);
  expect(snippetFor("telnet", input)).toBeUndefined();
});

describe("each shell asks in its own words", () => {
  const login = "docker login -u iamapikey --password-stdin localhost:5003";
  const askInSh = `KEY=$(trap 'stty echo' 0; trap 'exit 1' 2; stty -echo; read -r K; printf %s "$K")`;
  const askInPowerShell =
    "$key = [Net.NetworkCredential]::new('', (Read-Host 'API key' -AsSecureString)).Password";
  test.each([
    ["bash", "paste", `read -rs KEY && printf %s "$KEY" | ${login}`],
    ["bash", "file", `jq -j .apikey apikey.json | ${login}`],
    ["bash", "variable", `printf %s "$WHARFKEY_APIKEY" | ${login}`],
    ["sh", "paste", `${askInSh} && printf %s "$KEY" | ${login}`],
    ["sh", "variable", `printf %s "$WHARFKEY_APIKEY" | ${login}`],
    ["fish", "paste", `read -s KEY && printf %s "$KEY" | ${login}`],
    ["fish", "file", `jq -j .apikey apikey.json | ${login}`],
    ["powershell", "paste", `${askInPowerShell}; $key | ${login}`],
    [
      "powershell",
      "file",
      `$key = (Get-Content apikey.json -Raw | ConvertFrom-Json).apikey; $key | ${login}`,
    ],
    ["powershell", "variable", `$env:WHARFKEY_APIKEY | ${login}`],
  ] as const)("%s, %s", (shell, source, expected) => {
    expect(snippet("docker", { shell, source })).toMatchObject({ lines: expected, language: shell });
  });
});

describe("the safe form", () => {
  const env = { source: "variable" } as const;
  const print = 'printf %s "$WHARFKEY_APIKEY"';
  const content =
    '{auths: {($server): {username: "iamapikey", password: ., auth: ("iamapikey:" + . | @base64)}}}';
  const secret = (server: string, name: string) =>
    `${print} | jq -Rs --arg server ${server} '${content}' | kubectl create secret docker-registry ${name} --from-file .dockerconfigjson=/dev/stdin`;
  const token =
    "curl -fsS http://localhost:3000/identity/token --data-urlencode grant_type=urn:ibm:params:oauth:grant-type:apikey --data-urlencode apikey@- | jq -j .access_token";
  test.each<[string, Partial<SnippetInput>, string, string?]>([
    ["podman", env, `${print} | podman login -u iamapikey --password-stdin localhost:5003`],
    ["skopeo", env, `${print} | skopeo login -u iamapikey --password-stdin localhost:5003`],
    ["buildah", env, `${print} | buildah login -u iamapikey --password-stdin localhost:5003`],
    ["nerdctl", env, `${print} | nerdctl login -u iamapikey --password-stdin localhost:5003`],
    ["helm", env, `${print} | helm registry login -u iamapikey --password-stdin localhost:5003`],
    ["oras", env, `${print} | oras login -u iamapikey --password-stdin localhost:5003`],
    ["crane", env, `${print} | crane auth login -u iamapikey --password-stdin localhost:5003`],
    ["containerd", {}, "ctr images pull --user iamapikey localhost:5003/team-a/app:v1"],
    [
      "containerd",
      { ...env, image: "team-a/app" },
      'ctr images pull --user "iamapikey:$WHARFKEY_APIKEY" localhost:5003/team-a/app:latest',
    ],
    ["kubernetes", env, secret("localhost:5003", "wharfkey-eu-de")],
    ["kubernetes", env, secret("localhost:5003/team-a", "wharfkey-eu-de-team-a"), "scoped"],
    [
      "kubernetes",
      env,
      "kubectl patch serviceaccount default -p 'imagePullSecrets: [{name: wharfkey-eu-de}]'",
      "service-account",
    ],
    ["kubernetes", env, "kubectl apply -f wharfkey-pull-secret.yaml", "yaml"],
    ["github-actions", {}, "gh secret set WHARFKEY_APIKEY"],
    ["github-actions", env, `${print} | gh secret set WHARFKEY_APIKEY`],
    ["gitlab-ci", env, `${print} | glab variable set WHARFKEY_APIKEY --masked`],
    ["jenkins", env, ""],
    [
      "tekton",
      env,
      `kubectl apply -f wharfkey-service-account.yaml\n${secret("localhost:5003", "wharfkey-eu-de")}`,
    ],
    ["terraform", env, 'TF_VAR_wharfkey_apikey="$WHARFKEY_APIKEY" terraform apply'],
    [
      "terraform",
      { ...env, shell: "powershell" },
      '$env:TF_VAR_wharfkey_apikey = "$env:WHARFKEY_APIKEY"; terraform apply; Remove-Item Env:TF_VAR_wharfkey_apikey',
    ],
    [
      "cloud-foundry",
      {},
      'read -rs KEY && CF_DOCKER_PASSWORD="$KEY" cf push checkout --docker-image localhost:5003/team-a/app:v1 --docker-username iamapikey',
    ],
    ["cloud-foundry", env, 'CF_DOCKER_PASSWORD="$WHARFKEY_APIKEY" cf push -f manifest.yml', "manifest"],
    [
      "cloud-foundry",
      { ...env, app: "--delete" },
      'CF_DOCKER_PASSWORD="$WHARFKEY_APIKEY" cf push --docker-image localhost:5003/team-a/app:v1 --docker-username iamapikey -- --delete',
    ],
    ["ibmcloud", env, `${print} | ${token} | docker login -u iambearer --password-stdin localhost:5003`],
    [
      "ibmcloud",
      env,
      'IBMCLOUD_API_KEY="$WHARFKEY_APIKEY" ibmcloud login && ibmcloud cr region-set eu-central && ibmcloud cr login',
      "ibm-cr-login",
    ],
    [
      "ibmcloud",
      { ...env, region: { id: "us-south", formerName: null }, shell: "powershell" },
      '$env:IBMCLOUD_API_KEY = "$env:WHARFKEY_APIKEY"; ibmcloud login; Remove-Item Env:IBMCLOUD_API_KEY; ibmcloud cr region-set us-south; ibmcloud cr login',
      "ibm-cr-login",
    ],
    ["curl", env, `${print} | ${token}`],
    [
      "curl",
      { ...env, shell: "powershell" },
      "(Invoke-RestMethod -Method Post -Uri http://localhost:3000/identity/token -Body @{ grant_type = 'urn:ibm:params:oauth:grant-type:apikey'; apikey = $env:WHARFKEY_APIKEY }).access_token",
    ],
  ])("%s %j", (tool, change, expected, way) => {
    expect(lines(tool, change, way)).toBe(expected);
  });

  test("never holds the key, in no file either", () => {
    for (const entry of snippetTools)
      for (const shell of shells)
        for (const source of sources)
          expect(JSON.stringify(entry.snippet({ ...input, shell, source }))).not.toContain(key);
  });

  test("asks for the key in its last line: what is pasted behind a question would answer it", () => {
    for (const { lines: main, others } of every)
      for (const text of [main, ...others.map((way) => way.lines)])
        for (const line of text.split("\n").slice(0, -1)) expect(line).not.toMatch(/\bread\b|Read-Host/);
  });
});

describe("the literal form", () => {
  const literal = { literal: true } as const;
  test.each<[string, Partial<SnippetInput>, string, string?]>([
    ["docker", {}, `docker login -u iamapikey -p ${key} localhost:5003`],
    ["docker", { key: null }, "docker login -u iamapikey -p YOUR_API_KEY localhost:5003"],
    ["docker", { shell: "powershell" }, `docker login -u iamapikey -p '${key}' localhost:5003`],
    ["containerd", {}, `ctr images pull --user iamapikey:${key} localhost:5003/team-a/app:v1`],
    [
      "kubernetes",
      {},
      `kubectl create secret docker-registry wharfkey-eu-de --docker-server localhost:5003 --docker-username iamapikey --docker-password ${key}`,
    ],
    ["github-actions", {}, `gh secret set WHARFKEY_APIKEY --body ${key}`],
    [
      "cloud-foundry",
      {},
      `export CF_DOCKER_PASSWORD=${key}\ncf push checkout -o localhost:5003/team-a/app:v1 --docker-username iamapikey`,
    ],
    [
      "cloud-foundry",
      { shell: "fish" },
      `set -gx CF_DOCKER_PASSWORD ${key}\ncf push checkout -o localhost:5003/team-a/app:v1 --docker-username iamapikey`,
    ],
    [
      "ibmcloud",
      {},
      `ibmcloud login --apikey ${key}\nibmcloud cr region-set eu-central\nibmcloud cr login`,
      "ibm-cr-login",
    ],
    [
      "ibmcloud",
      {},
      `export CF_DOCKER_PASSWORD=${key}\nibmcloud cf push checkout -o localhost:5003/team-a/app:v1 --docker-username iamapikey`,
      "ibm-cf-push",
    ],
  ])("%s %j", (tool, change, expected, way) => {
    expect(lines(tool, { ...literal, ...change }, way)).toBe(expected);
  });

  test("says in both languages why not, where there is one", () => {
    for (const { hasLiteral, snippet: write } of snippetTools) {
      const why = { en: expect.stringContaining("history"), de: expect.stringContaining("Verlauf") };
      expect(write({ ...input, ...literal }).note).toEqual(hasLiteral ? why : undefined);
      expect(write(input).note).toBeUndefined();
    }
  });

  test("is the same as the safe one for a tool without", () => {
    expect(snippet("jenkins", literal)).toEqual(snippet("jenkins"));
    expect(snippetTools.filter(({ hasLiteral }) => !hasLiteral).map(({ tool }) => tool)).toEqual(["jenkins"]);
  });
});

test("a file holds the key only where the tool reads it from there, and only literally", () => {
  const holding = every.flatMap((written) =>
    [...written.files, ...written.others.flatMap((way) => way.files)]
      .filter(({ content }) => content.includes(key))
      .map(({ name }) => `${written.note ? "literal" : "safe"} ${name}`),
  );
  expect([...new Set(holding)]).toEqual([
    "literal /etc/containerd/config.toml",
    "literal wharfkey-pull-secret.yaml",
    "literal config.json",
  ]);
});

test("a file with a place for the key says so, and none has anything but the key or its name there", () => {
  const fillIn = expect.objectContaining({ en: expect.stringContaining("in place of YOUR_API_KEY") });
  for (const written of every)
    for (const { files, notes } of [written, ...written.others]) {
      const open = files.filter(({ content }) => content.includes("YOUR_API_KEY"));
      expect(notes.filter(({ en }) => en.includes("YOUR_API_KEY"))).toEqual(open.length > 0 ? [fillIn] : []);
      for (const { content } of open) expect(content).not.toMatch(/"auth"/);
    }
  const open = every.flatMap(({ note, others }) =>
    others.flatMap(({ files }) =>
      files
        .filter(({ content }) => content.includes("YOUR_API_KEY"))
        .map(({ name }) => [!!note, name].join(" ")),
    ),
  );
  expect([...new Set(open)]).toEqual([
    "false /etc/containerd/config.toml",
    "false wharfkey-pull-secret.yaml",
    "false config.json",
  ]);
});

test("pull secrets of other regions and namespaces stand side by side, under names that Kubernetes takes", () => {
  const bare: SnippetInput = { ...input, region: { id: "au-syd", formerName: null } };
  expect(pullSecretName(input)).toBe("wharfkey-eu-de");
  expect(pullSecretName(bare)).toBe("wharfkey-au-syd");
  expect(pullSecretName({ ...bare, namespace: "team_b" }, "namespace")).toBe("wharfkey-au-syd-team-b");
  fc.assert(
    fc.property(hostileText, hostileText, (id, namespace) => {
      const name = pullSecretName({ ...input, region: { id, formerName: null }, namespace }, "namespace");
      expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,251}[a-z0-9])?$/);
    }),
  );
});

test("without TLS, each tool is told so where it doesn't know by itself", () => {
  const plain = { secure: false } as const;
  for (const tool of ["podman", "skopeo", "buildah"])
    expect(lines(tool, plain)).toContain(`${tool} login --tls-verify=false -u iamapikey`);
  expect(lines("helm", plain)).toContain("helm registry login --plain-http -u iamapikey");
  expect(lines("oras", plain)).toContain("oras login --plain-http -u iamapikey");
  expect(lines("containerd", plain)).toContain("ctr images pull --plain-http --user");
  for (const tool of ["docker", "nerdctl", "crane"]) expect(lines(tool, plain)).toBe(lines(tool));
});

test("every tool says in both languages what to install, and every way what it is and what to know", () => {
  const isWords = ({ en, de }: Words) => {
    expect([en.length > 1, de.length > 1]).toEqual([true, true]);
    // Names of programs are the same everywhere; sentences aren't.
    if (en.includes(" ") && en.endsWith(".")) expect(de).not.toBe(en);
  };
  for (const { install } of snippetTools) {
    isWords(install);
    expect(install.url).toMatch(/^https:\/\//);
  }
  for (const written of every) {
    expect(written.lines + written.files.map(({ name }) => name)).not.toBe("");
    for (const words of [...written.notes, ...written.others.flatMap((way) => [way.title, ...way.notes])])
      isWords(words);
  }
  expect(snippet("docker", { source: "file" }).notes).toEqual([{ en: "Needs jq.", de: "Benötigt jq." }]);
  expect(snippet("docker", { source: "file", shell: "powershell" }).notes).toEqual([]);
});

test("asks for the names that stand in a tool's commands and files, and for no others", () => {
  const asked = (wanted: keyof ReturnType<typeof namesIn>) =>
    snippetTools.filter((entry) => namesIn(entry)[wanted]).map(({ tool }) => tool);
  const withImage = [
    "containerd",
    "github-actions",
    "gitlab-ci",
    "jenkins",
    "terraform",
    "cloud-foundry",
    "ibmcloud",
  ];
  expect(asked("repository")).toEqual(withImage);
  expect(asked("namespace")).toEqual(["containerd", "kubernetes", "docker-config", ...withImage.slice(1)]);
  expect(asked("app")).toEqual(["cloud-foundry", "ibmcloud"]);
});

test("nothing known about the image, app or portal gives words to replace", () => {
  const bare: SnippetInput = {
    host: "de.example",
    key: null,
    username: "iamapikey",
    secure: true,
    literal: true,
    source: "paste",
  };
  expect(snippetFor("cloud-foundry", bare)?.lines).toBe(
    "export CF_DOCKER_PASSWORD=YOUR_API_KEY\ncf push APP -o de.example/NAMESPACE/REPOSITORY --docker-username iamapikey",
  );
  expect(snippetFor("curl", bare)?.lines).toContain("https://PORTAL/identity/token");
  expect(snippetFor("kubernetes", bare)?.others[0]?.lines).toMatch(
    /docker-registry wharfkey-namespace --docker-server de\.example\/NAMESPACE /,
  );
  expect(snippetFor("ibmcloud", bare)?.others[0]?.lines).toContain("ibmcloud cr region-set REGION\n");
});
