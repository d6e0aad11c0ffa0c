import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Shell, type SnippetInput, snippetTools } from "@/lib/domain/snippets/catalogue";
import { pullSecretName } from "@/lib/domain/snippets/pull-secret";
import { client } from "@/tests/support/clients";
import { everyPieceInEachField, harmless, hostileValues, type Values } from "@/tests/support/hostile-values";
import { powershellParser } from "@/tests/support/powershell";
import { type Call, type Recorder, recorder } from "@/tests/support/recorder";

vi.setConfig({ testTimeout: 300_000 });

const tools =
  "docker podman skopeo buildah nerdctl ctr helm oras crane kubectl gh glab terraform cf ibmcloud curl";
const jq = client("jq");

const input = ({ formerName, ...values }: Values, change: Partial<SnippetInput> = {}): SnippetInput => ({
  ...values,
  region: { id: "eu-de", formerName },
  username: "iamapikey",
  secure: true,
  literal: false,
  source: "variable",
  ...change,
});

/** All lines of all ways, but those of the merge, whose work is a file. */
const allLines = (asked: SnippetInput): string[] =>
  snippetTools
    .filter(({ tool }) => tool !== "docker-config")
    .flatMap(({ snippet }) => [snippet(asked), ...snippet(asked).others].map(({ lines }) => lines))
    .filter(Boolean);

/** A harmless text with each word replaced by what it stands for; a secret's name holds of a value what a name may. */
const substitute = (text: string, values: Values): string =>
  text.replace(/wharfkey-eu-de-namespace-x/g, pullSecretName(input(values), "namespace")).replace(
    /(HOST|REGION|IMAGE|NAMESPACE|APP|PORTAL|KEY) X(:t)?/g,
    (_, name: string, tag?: string) =>
      ({
        HOST: values.host,
        REGION: values.formerName,
        IMAGE: values.image,
        NAMESPACE: values.namespace,
        APP: values.app,
        PORTAL: values.portalUrl,
        KEY: values.key,
      })[name] + (tag && name !== "IMAGE" ? tag : ""),
  );

/** What JSON says, base64 decoded; other text as it is. */
const meaning = (text: string): unknown => {
  try {
    return JSON.parse(text, (name, value) =>
      name === "auth" && typeof value === "string" ? Buffer.from(value, "base64").toString() : value,
    );
  } catch {
    return text;
  }
};

const substituteDeep = (value: unknown, values: Values): unknown =>
  typeof value === "string"
    ? substitute(value, values)
    : value && typeof value === "object"
      ? Object.fromEntries(
          Object.entries(value).map(([name, inner]) => [
            substitute(name, values),
            substituteDeep(inner, values),
          ]),
        )
      : value;

const expected = (calls: Call[], values: Values) =>
  calls.map(({ tool, args, variables, input: piped }) => ({
    tool,
    args: args.map((arg) => substitute(arg, values)),
    variables: substitute(variables, values),
    input: substituteDeep(meaning(piped), values),
  }));

const inShell = { bash: "bash", sh: "sh", zsh: "bash", fish: "fish" } as const;
const installed = (shell: string) =>
  shell === "sh" || shell === "bash" || client(shell as "zsh" | "fish") !== null;

describe.each(Object.entries(inShell) as [string, Shell][])("%s", (program, shell) => {
  const isMissing = !installed(program) || !jq;
  let stand: Recorder;
  beforeAll(() => {
    stand = recorder(tools.split(" "));
  });
  afterAll(() => stand.remove());

  const record = (values: Values, change: Partial<SnippetInput>) => {
    const script = allLines(input(values, { shell, ...change })).join("\n");
    const { stderr, calls } = stand.run(program, script, { env: { WHARFKEY_APIKEY: values.key } });
    return { stderr, calls };
  };

  test.skipIf(isMissing).each([false, true])(
    "no host, image, namespace, app, portal or key changes what any command does (literal: %s)",
    (literal) => {
      const plain = record(harmless, { literal });
      expect(plain.stderr).toBe("");
      expect(plain.calls.length).toBeGreaterThan(20);
      const property = fc.property(hostileValues, (values) => {
        const { stderr, calls } = record(values, { literal });
        expect(stderr).toBe("");
        expect(calls.map((call) => ({ ...call, input: meaning(call.input) }))).toEqual(
          expected(plain.calls, values),
        );
        expect(() => readFileSync(path.join(stand.dir, "hit"))).toThrow("ENOENT");
      });
      const examples = everyPieceInEachField.map((values): [Values] => [values]);
      fc.assert(property, { numRuns: examples.length + 4, examples });
    },
  );

  test.skipIf(isMissing)("a pasted key and one in apikey.json arrive as the variable does", () => {
    const key = "wfk_0123456789_abc";
    const values = { ...harmless, key };
    writeFileSync(path.join(stand.dir, "apikey.json"), JSON.stringify({ name: "ci", apikey: key }, null, 2));
    // gh and ctr ask by themselves.
    const others = (line: string) => !/^(gh|ctr) |\| gh /.test(line);
    const byVariable = record(values, {}).calls.filter(({ tool }) => tool !== "gh" && tool !== "ctr");
    const run = (source: "paste" | "file") => {
      const lines = allLines(input(values, { shell, source })).filter(others);
      return stand.run(program, lines.join("\n"), { typed: lines.map(() => key) });
    };
    expect(run("file")).toEqual({ status: 0, stderr: "", calls: byVariable });
    expect(run("paste")).toEqual({ status: 0, stderr: "", calls: byVariable });
  });
});

const parsePowerShell = await powershellParser();

describe("PowerShell, by its grammar", () => {
  const leaves = (values: Values, change: Partial<SnippetInput>) =>
    snippetTools
      .flatMap(({ snippet }) => {
        const written = snippet(input(values, { shell: "powershell", ...change }));
        return [written, ...written.others].map(({ lines }) => lines);
      })
      .filter(Boolean)
      .map(parsePowerShell);

  test.each([
    ["paste", false],
    ["file", false],
    ["variable", false],
    ["variable", true],
  ] as const)("every command parses, and no value adds to its words (%s, literal: %s)", (source, literal) => {
    const plain = leaves(harmless, { source, literal });
    expect(plain.filter(({ hasError }) => hasError)).toEqual([]);
    const property = fc.property(hostileValues, (values) => {
      expect(leaves(values, { source, literal })).toEqual(
        plain.map((line) => ({ ...line, leaves: line.leaves.map((leaf) => substitute(leaf, values)) })),
      );
    });
    fc.assert(property, { numRuns: 20 });
  });

  test.each(["paste", "file", "variable"] as const)(
    "the merge is one block, however it is pasted: what fails in it leaves the file alone (%s)",
    (source) => {
      const tool = snippetTools.find((one) => one.tool === "docker-config");
      const written = tool?.snippet(input(harmless, { shell: "powershell", source }));
      for (const lines of [written?.lines ?? "", written?.others[0]?.lines ?? ""]) {
        expect(parsePowerShell(lines)).toMatchObject({ hasError: false, statements: ["try_statement"] });
        // The old file is gone only when the new one is whole.
        expect(lines).toMatch(
          /WriteAllText\("\$config\.new", .*; Move-Item -Force .* } catch { Write-Error \$_ }$/,
        );
        expect(lines).not.toContain("WriteAllText($config,");
        // Read before this block, another file's content must not be written.
        expect(lines.split("\n").slice(0, 2)).toEqual(["try {", "$file = $null"]);
        for (const command of lines.match(/\b(?:ConvertFrom-Json \$text|New-Item|Move-Item)\b.*/g) ?? [])
          expect(command).toContain("-ErrorAction Stop");
      }
    },
  );
});
