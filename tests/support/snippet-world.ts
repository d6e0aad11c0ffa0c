import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type SnippetInput, snippetFor, type Way } from "@/lib/domain/snippets/catalogue";
import type { Ran } from "./client-home";
import type { TestKey } from "./credentials";
import type { Landscape } from "./landscape";

/** How the key reaches the command. */
export type Form = SnippetInput["source"] | "literal";

/** A home of its own for one login: nothing that another command stored can help it. */
export type Seat = {
  dir: string;
  docker: string;
  authFile: string;
  /** Runs what the catalogue prints for that form, exactly, in a real shell. */
  run(shell: string, lines: string, form: Form, env?: Record<string, string>): Promise<Ran>;
  /** Pulls with what is stored in `authFile`. */
  pull(authFile: string, image: string): Promise<Ran>;
};

const regionId = "eu-de";
const region = { id: regionId, formerName: "eu-central" };

/** What the catalogue prints for the landscape's region. */
export const printed = (
  world: Landscape,
  key: TestKey,
  tool: string,
  form: Form,
  change: Partial<SnippetInput> = {},
  wayId?: string,
): Way => {
  const snippet = snippetFor(tool, {
    host: world.hosts[regionId] ?? "",
    region,
    key: key.value,
    username: "iamapikey",
    image: "team-a/app:v1",
    app: "checkout",
    portalUrl: world.process.url,
    secure: false,
    literal: form === "literal",
    source: form === "literal" ? "paste" : form,
    ...change,
  });
  const way = wayId ? snippet?.others.find(({ id }) => id === wayId) : snippet;
  if (!way) throw new Error(`the catalogue has no ${tool} ${wayId ?? ""}`);
  return way;
};

export const seat = (world: Landscape, key: TestKey): Seat => {
  const dir = mkdtempSync(path.join(world.home.dir, "seat-"));
  const docker = path.join(dir, "docker");
  mkdirSync(docker);
  const authFile = path.join(dir, "auth.json");
  writeFileSync(path.join(dir, "apikey.json"), JSON.stringify({ name: "ci", apikey: key.value }, null, 2));
  const env = {
    HOME: dir,
    DOCKER_CONFIG: docker,
    REGISTRY_AUTH_FILE: authFile,
    XDG_RUNTIME_DIR: dir,
    LANG: "C.UTF-8",
  };
  return {
    dir,
    docker,
    authFile,
    run: (shell, lines, form, more = {}) => {
      writeFileSync(path.join(dir, "commands"), `cd ${dir}\n${lines}\n`);
      const variable = form === "variable" ? { WHARFKEY_APIKEY: key.value } : {};
      return world.home.run(shell, [path.join(dir, "commands")], {
        input: form === "paste" ? `${key.value}\n` : "",
        env: { ...env, ...variable, ...more },
      });
    },
    pull: (file, image) =>
      world.home.run("skopeo", [
        ...["copy", "--src-tls-verify=false", "--authfile", file],
        ...[`docker://${world.hosts[regionId]}/${image}`, `oci:${dir}/pulled:latest`],
      ]),
  };
};

export const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));
