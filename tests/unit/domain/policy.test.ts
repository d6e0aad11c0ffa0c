import { describe, expect, test } from "vitest";
import { type AccessContext, decideRequest, decideScope, type Grant } from "@/lib/domain/policy";
import { type HeldRole, roleName } from "@/lib/domain/role";
import { parseScopes, type Scope } from "@/lib/domain/scope";
import { deployer, groupReader, puller, pusher } from "@/tests/support/custom-roles";

const grant = (role: HeldRole, on: Partial<Grant> = {}): Grant => ({
  policyId: `${roleName(role)} ${on.region ?? "*"} ${on.namespace ?? "*"}/${on.repositoryPattern ?? "*"}`,
  roles: [role],
  region: null,
  namespace: null,
  repositoryPattern: null,
  ...on,
});

const context = (grants: Grant[], more: Partial<AccessContext> = {}): AccessContext => ({
  region: "eu-de",
  ownNamespaces: new Set(["team-a", "team-b"]),
  grants,
  administrator: false,
  ...more,
});

function scopes(...values: string[]): Scope[] {
  const parsed = parseScopes(values);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.scopes;
}

function scope(value: string): Scope {
  return scopes(value)[0] as Scope;
}

const reader = context([grant("Reader", { namespace: "team-a" })]);
const writer = context([grant("Writer", { namespace: "team-a" }), grant("Reader", { namespace: "team-b" })]);

describe("one scope", () => {
  test.each([
    [
      "a custom role pulls",
      context([grant(puller)]),
      "repository:team-a/app:*",
      ["pull"],
      ["push", "delete"],
    ],
    [
      "a custom role pushes blind",
      context([grant(pusher)]),
      "repository:team-a/app:push,pull",
      ["push"],
      ["pull"],
    ],
    [
      "custom roles and ours add up",
      context([grant("Reader"), grant(pusher, { namespace: "team-a" })]),
      "repository:team-a/app:push,pull",
      ["push", "pull"],
      [],
    ],
    [
      "a role of another service gives nothing",
      context([grant(groupReader)]),
      "repository:team-a/app:pull",
      [],
      ["pull"],
    ],
    ["a Reader pulls", reader, "repository:team-a/app:pull", ["pull"], []],
    ["a Reader gets pull of pull,push", reader, "repository:team-a/app:pull,push", ["pull"], ["push"]],
    ["a Reader gets pull of *", reader, "repository:team-a/app:*", ["pull"], ["push", "delete"]],
    ["a Writer gets all of *", writer, "repository:team-a/app:*", ["pull", "push", "delete"], []],
    ["a Reader elsewhere gets nothing", reader, "repository:team-b/app:pull", [], ["pull"]],
    ["nobody lists the catalog", writer, "registry:catalog:*", [], ["pull", "push", "delete"]],
    ["other types are denied", writer, "artifact:team-a/app:pull", [], ["pull"]],
    ["other actions are denied", writer, "repository:team-a/app:pull,sign", ["pull"], ["sign"]],
    ["a name without / is denied", context([grant("Manager")]), "repository:ubuntu:pull", [], ["pull"]],
    [
      "a foreign namespace is denied",
      context([grant("Manager")]),
      "repository:team-z/app:pull",
      [],
      ["pull"],
    ],
    [
      "every namespace means the account's own",
      context([grant("Manager")]),
      "repository:team-b/x:push",
      ["push"],
      [],
    ],
    [
      "a platform role gives no image",
      context([grant("Administrator")]),
      "repository:team-a/app:pull",
      [],
      ["pull"],
    ],
    [
      "policies add up",
      context([grant("Reader"), grant("Writer", { namespace: "team-a", repositoryPattern: "web-*" })]),
      "repository:team-a/web-1:push,pull",
      ["push", "pull"],
      [],
    ],
  ])("%s", (_, given, value, granted, denied) => {
    expect(decideScope(given, scope(value))).toMatchObject({ granted, denied });
  });

  test("an administrator counts as Manager on the account's namespaces, and nowhere else", () => {
    const administrator = context([], { administrator: true });
    expect(decideScope(administrator, scope("repository:team-a/app:*"))).toMatchObject({
      granted: ["pull", "push", "delete"],
      reason: null,
    });
    expect(decideScope(administrator, scope("repository:team-z/app:pull")).granted).toEqual([]);
    expect(decideScope(administrator, scope("registry:catalog:*")).granted).toEqual([]);
  });

  test("the policies that reached the repository are named", () => {
    const given = context([
      grant("Reader", { namespace: "team-a" }),
      grant("Writer", { namespace: "team-a", region: "us-south" }),
      grant("Viewer"),
    ]);
    expect(decideScope(given, scope("repository:team-a/app:push")).policyIds).toEqual(["Reader * team-a/*"]);
  });
});

describe("the rule that decided", () => {
  const only = (...grants: Grant[]) => context(grants);
  test.each([
    ["no-namespace", only(grant("Manager")), "repository:team-z/app:pull", { namespace: "team-z" }],
    ["no-slash", only(grant("Manager")), "repository:ubuntu:pull", { namespace: "ubuntu" }],
    ["no-policy", only(), "repository:team-a/app:pull,push", { action: "push", neededRole: "Writer" }],
    ["no-policy", only(grant("Administrator")), "repository:team-a/app:pull", { neededRole: "Reader" }],
    [
      "role-too-low",
      reader,
      "repository:team-a/app:pull,push",
      { action: "push", heldRole: "Reader", neededRole: "Writer" },
    ],
    [
      "role-too-low",
      only(grant(deployer), grant("Reader")),
      "repository:team-a/app:delete",
      { action: "delete", heldRole: "Reader, The Deployer", neededRole: "Writer" },
    ],
    ["role-too-low", reader, "repository:team-a/app:*", { action: "delete", neededRole: "Writer" }],
    [
      "wrong-region",
      only(
        grant("Writer", { region: "us-south" }),
        grant("Reader", { region: "jp-tok", namespace: "team-a" }),
      ),
      "repository:team-a/app:pull",
      { coveredRegions: ["us-south", "jp-tok"] },
    ],
    [
      "repository-not-covered",
      only(grant("Writer", { namespace: "team-a", repositoryPattern: "web-*" })),
      "repository:team-a/app:push",
      { repository: "team-a/app", neededRole: "Writer" },
    ],
    ["catalog", reader, "registry:catalog:*", { namespace: null }],
    ["unsupported-type", reader, "artifact:team-a/app:pull", { namespace: null }],
    ["unsupported-type", reader, "repository:team-a/app:sign", { action: "sign" }],
  ])("%s", (code, given, value, fields) => {
    expect(decideScope(given, scope(value)).reason).toMatchObject({ code, region: "eu-de", ...fields });
  });

  test("a policy for the namespace in another region is pointed to, this region's own never", () => {
    const given = context(
      [
        grant("Reader", { namespace: "team-z", region: "eu-de" }),
        grant("Reader", { namespace: "team-z", region: "us-south" }),
      ],
      {},
    );
    expect(decideScope(given, scope("repository:team-z/app:pull")).reason?.coveredRegions).toEqual([
      "us-south",
    ]);
    const local = context([grant("Reader", { namespace: "team-z", region: "eu-de" })]);
    expect(decideScope(local, scope("repository:team-z/app:pull")).reason).not.toHaveProperty(
      "coveredRegions",
    );
  });

  test("what was granted whole has no reason", () => {
    expect(decideScope(reader, scope("repository:team-a/app:pull")).reason).toBeNull();
  });
});

describe("a request", () => {
  test.each([
    ["no scope is a login", reader, [], "granted", [], null],
    ["all held", reader, ["repository:team-a/app:pull"], "granted", ["team-a/app pull"], null],
    ["a push not held", reader, ["repository:team-a/app:pull,push"], "denied", [], "role-too-low"],
    ["a delete not held", reader, ["repository:team-a/app:pull,delete"], "denied", [], "role-too-low"],
    ["a * not held", reader, ["repository:team-a/app:*"], "denied", [], "role-too-low"],
    [
      "push of the first, pull of a mount's source",
      writer,
      ["repository:team-a/app:pull,push", "repository:team-b/base:pull"],
      "granted",
      ["team-a/app pull,push", "team-b/base pull"],
      null,
    ],
    [
      "a mount's source that is not held is left out silently",
      writer,
      ["repository:team-a/app:pull,push", "repository:team-z/base:pull"],
      "reduced",
      ["team-a/app pull,push"],
      "no-namespace",
    ],
    [
      "push on a further scope is reduced",
      writer,
      ["repository:team-a/app:pull,push", "repository:team-b/base:pull,push"],
      "reduced",
      ["team-a/app pull,push", "team-b/base pull"],
      "role-too-low",
    ],
    [
      "push on the first decides, whatever else is held",
      writer,
      ["repository:team-b/app:pull,push", "repository:team-a/base:pull"],
      "denied",
      [],
      "role-too-low",
    ],
    [
      "a pull of the first that is not held is reduced while something is held",
      reader,
      ["repository:team-b/app:pull", "repository:team-a/base:pull"],
      "reduced",
      ["team-a/base pull"],
      "no-policy",
    ],
    [
      "the first-named repository counts, not what stands before it",
      reader,
      ["registry:catalog:*", "repository:team-a/app:pull,push"],
      "denied",
      [],
      "role-too-low",
    ],
    [
      "the catalog beside a held pull is left out",
      reader,
      ["registry:catalog:*", "repository:team-a/app:pull"],
      "reduced",
      ["team-a/app pull"],
      "catalog",
    ],
    ["the catalog alone", reader, ["registry:catalog:*"], "denied", [], "catalog"],
    ["nothing held", context([]), ["repository:team-a/app:pull"], "denied", [], "no-policy"],
  ] as const)("%s", (_, given, values, outcome, access, code) => {
    const decided = decideRequest(given, scopes(...values));
    expect(decided.outcome).toBe(outcome);
    expect(decided.access.map(({ name, actions }) => `${name} ${actions}`)).toEqual(access);
    expect(decided.reason?.code ?? null).toBe(code);
    expect(decided.decisions).toHaveLength(scopes(...values).length);
  });
});
