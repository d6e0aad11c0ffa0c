import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Shell, type SnippetInput, snippetTools } from "@/lib/domain/snippets/catalogue";
import { client } from "@/tests/support/clients";
import { everyPieceInEachField, harmless, hostileWord } from "@/tests/support/hostile-values";
import { type Recorder, recorder } from "@/tests/support/recorder";

vi.setConfig({ testTimeout: 300_000 });

type Entry = { host: string; namespace: string; key: string };
type Stored = { auths?: Record<string, unknown>; [setting: string]: unknown };

/** Both files that login commands merge into: the variable that names it, and whose credential goes in. */
const merges = [
  { file: "config.json", way: undefined, server: ({ host }: Entry) => host },
  { file: "auth.json", way: "namespace", server: ({ host, namespace }: Entry) => `${host}/${namespace}` },
] as const;

const setting = fc.oneof(hostileWord, fc.boolean(), fc.integer(), fc.array(hostileWord, { maxLength: 3 }));
const anyStored: fc.Arbitrary<Stored> = fc
  .tuple(
    fc.dictionary(hostileWord, setting, { maxKeys: 4 }),
    fc.option(fc.dictionary(hostileWord, fc.record({ auth: hostileWord }), { maxKeys: 4 }), {
      nil: undefined,
    }),
  )
  .map(([settings, auths]) => ({ ...settings, ...(auths && { auths }) }));
const anyEntry = fc.record({ host: hostileWord, namespace: hostileWord, key: hostileWord });

/** With another login, a setting, and an older login at the same server with a token that would outweigh the key. */
const storedBefore = ({ host, namespace }: Entry): Stored => ({
  auths: {
    "other.example": { auth: "b3RoZXI6b25l" },
    [host]: { identitytoken: "old" },
    [`${host}/${namespace}`]: { identitytoken: "old" },
  },
  credHelpers: { "third.example": "pass" },
  psFormat: "table {{.ID}}",
});

const inShell = { bash: "bash", sh: "sh", zsh: "bash", fish: "fish" } as const;

describe.each(Object.entries(inShell) as [string, Shell][])("the merge in %s", (program, shell) => {
  const isMissing = ((program === "zsh" || program === "fish") && !client(program)) || client("jq") === null;
  let stand: Recorder;
  let runs = 0;
  beforeAll(() => {
    stand = recorder([]);
  });
  afterAll(() => stand.remove());

  /** Runs what is printed on a file with that content, or on none. */
  const merge = (
    { file, way }: (typeof merges)[number],
    entry: Entry,
    before: string | null,
    change: Partial<SnippetInput> = {},
  ) => {
    // A folder as hostile as the rest of it.
    const folder = path.join(stand.dir, `it's $(touch hit) "${++runs}"`);
    const config = path.join(folder, file);
    if (before !== null) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(config, before);
    }
    const written = snippetTools
      .find(({ tool }) => tool === "docker-config")
      ?.snippet({
        ...{ ...harmless, ...entry, shell, username: "iamapikey", secure: true },
        ...{ literal: false, source: "variable", ...change },
      });
    const lines = way ? written?.others.find(({ id }) => id === way)?.lines : written?.lines;
    const { status, stderr } = stand.run(program, lines ?? "", {
      env: { DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: config, WHARFKEY_APIKEY: entry.key },
    });
    expect(existsSync(path.join(stand.dir, "hit"))).toBe(false);
    return { status, stderr, config, after: readFileSync(config, "utf8") };
  };

  const expectMerged = (
    into: (typeof merges)[number],
    entry: Entry,
    stored: Stored | null,
    literal = false,
  ) => {
    const { status, stderr, config, after } = merge(into, entry, stored && JSON.stringify(stored), {
      literal,
    });
    expect([status, stderr]).toEqual([0, ""]);
    const auth = Buffer.from(`iamapikey:${entry.key}`).toString("base64");
    expect(JSON.parse(after)).toEqual({
      ...stored,
      auths: { ...stored?.auths, [into.server(entry)]: { auth } },
    });
    expect(statSync(config).mode & 0o777).toBe(0o600);
    expect(existsSync(`${config}.new`)).toBe(false);
  };

  test.skipIf(isMissing).each(merges)(
    "into $file keeps everything that is there and replaces one entry, whatever the words hold",
    (into) => {
      const examples = everyPieceInEachField.map(
        ({ host, namespace, key }, turn): [Entry, Stored, boolean] => {
          const entry = { host, namespace, key };
          return [entry, storedBefore(entry), turn % 2 === 0];
        },
      );
      const property = fc.property(anyEntry, anyStored, fc.boolean(), (entry, stored, literal) =>
        expectMerged(into, entry, stored, literal),
      );
      fc.assert(property, { numRuns: examples.length + 10, examples });
    },
  );

  test.skipIf(isMissing).each(merges)(
    "into $file makes the file, and leaves one alone that is no JSON",
    (into) => {
      const entry = { host: "HOST'$(touch hit)", namespace: "team a", key: "k'ey" };
      expectMerged(into, entry, null);
      for (const literal of [false, true]) {
        const broken = merge(into, entry, "{ not JSON", { literal });
        expect(broken.status).not.toBe(0);
        expect(broken.after).toBe("{ not JSON");
      }
    },
  );
});
