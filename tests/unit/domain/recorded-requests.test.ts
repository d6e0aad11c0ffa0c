import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type AccessContext, decideRequest, type Grant } from "@/lib/domain/policy";
import type { Role } from "@/lib/domain/role";
import { parseScopes, type Scope } from "@/lib/domain/scope";

type Recorded = {
  client: string;
  url: string;
  basic: string | null;
  body: string | null;
  /** What an experimental server granted and what it cut, scope by scope; null where it answered with a fault. */
  granted: Scope[] | null;
  denied: string[] | null;
};

const lines = readFileSync(new URL("../../support/vectors/token-requests.jsonl", import.meta.url), "utf8");
const recorded = lines
  .trim()
  .split("\n")
  .map((line, index) => ({ line: index + 1, ...(JSON.parse(line) as Recorded) }));

const on = (role: Role, namespace: string | null): Grant => ({
  policyId: `${role} ${namespace}`,
  roles: [role],
  region: null,
  namespace,
  repositoryPattern: null,
});

/** What the recorded credentials held. */
const grants: Record<string, Grant[]> = {
  mgr: [on("Manager", "team-a")],
  rea: [on("Reader", "team-a")],
  wri: [on("Writer", "team-a"), on("Reader", "team-b")],
  all: [on("Manager", null)],
};

function read(request: Recorded) {
  const query = new URL(request.url, "http://portal.test").searchParams;
  const form = new URLSearchParams(request.body ?? "");
  const parsed = parseScopes([...query.getAll("scope"), ...form.getAll("scope")]);
  if (!parsed.ok) throw new Error(parsed.problem);
  const password = form.get("password") ?? request.basic?.split(":")[1] ?? "";
  // Refresh tokens belonged to the manager. Its policies were taken away while team-a/x was asked for.
  const who = request.url.includes("team-a%2Fx%3A")
    ? "none"
    : (password.match(/^(rea|wri|all)-/)?.[1] ?? "mgr");
  const context: AccessContext = {
    region: "us-south",
    ownNamespaces: new Set(["team-a", "team-b", "team-c"]),
    grants: grants[who] ?? [],
    administrator: false,
  };
  return { scopes: parsed.scopes, decided: decideRequest(context, parsed.scopes) };
}

/** Comparable: repository → actions, with `*` expanded and the same repository merged. */
function union(scopes: readonly Scope[]): Record<string, string[]> {
  const all: Record<string, Set<string>> = {};
  for (const { name, actions } of scopes)
    for (const action of actions)
      for (const one of action === "*" ? ["pull", "push", "delete"] : [action]) {
        all[name] ??= new Set();
        all[name].add(one);
      }
  return Object.fromEntries(Object.entries(all).map(([name, actions]) => [name, [...actions].sort()]));
}

const answered = recorded.filter((request) => request.granted !== null);

test("the recording is complete", () => {
  expect(recorded).toHaveLength(110);
  expect(answered.length).toBeGreaterThan(80);
});

test.each(answered.filter((request) => request.denied?.length === 0))(
  "line $line, $client: what was granted whole is granted whole",
  (request) => {
    const { decided } = read(request);
    expect(decided.outcome).toBe("granted");
    expect(union(decided.access)).toEqual(union(request.granted ?? []));
  },
);

test.each(answered.filter((request) => request.denied?.length))(
  "line $line, $client: denied only for a write on the first repository or when nothing is held",
  (request) => {
    const { scopes, decided } = read(request);
    const held = union(request.granted ?? []);
    const first = scopes.find(({ type }) => type === "repository");
    const writes =
      union(first ? [first] : [])[first?.name ?? ""]?.filter((action) => action !== "pull") ?? [];
    const cannotWrite = writes.some((action) => !held[first?.name ?? ""]?.includes(action));
    const holdsNothing = Object.keys(held).length === 0;
    expect(decided.outcome).toBe(cannotWrite || holdsNothing ? "denied" : "reduced");
    expect(union(decided.access)).toEqual(decided.outcome === "denied" ? {} : held);
  },
);

test("a mount whose source isn't held goes on without it", () => {
  const mounts = answered.filter(({ url }) => url.includes("m1%3Apull%2Cpush&scope=repository%3Ateam-c"));
  expect(mounts).toHaveLength(1);
  for (const request of mounts) {
    const { decided } = read({ ...request, basic: "iamapikey:wri-secret" });
    expect(decided.outcome).toBe("reduced");
    expect(union(decided.access)).toEqual({ "team-a/m1": ["pull", "push"] });
  }
});
