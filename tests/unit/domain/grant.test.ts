import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeGrant } from "@/lib/domain/grant-words";
import { canManageNamespaces, covers, decideScope, type Grant } from "@/lib/domain/policy";
import { type HeldRole, type RoleAction, roles } from "@/lib/domain/role";
import { customRole, deployer, groupReader, puller, pusher, spaceMaker } from "@/tests/support/custom-roles";

const grant = (role: HeldRole, on: Partial<Grant> = {}): Grant => ({
  policyId: "p",
  roles: [role],
  region: null,
  namespace: null,
  repositoryPattern: null,
  ...on,
});
const onTeamA = { namespace: "team-a" };

describe("covers: what is given is at most what is held", () => {
  test.each<[string, boolean, Grant[], Grant]>([
    ["the same", true, [grant("Writer", onTeamA)], grant("Writer", onTeamA)],
    ["a narrower one", true, [grant("Writer")], grant("Writer", { ...onTeamA, region: "eu-de" })],
    ["a lower role", true, [grant("Manager", onTeamA)], grant("Reader", onTeamA)],
    ["Reader from Writer: who pushes may let pull", true, [grant("Writer")], grant("Reader")],
    ["Reader from Writer and Reader", true, [grant("Writer"), grant("Reader")], grant("Reader")],
    ["a higher role", false, [grant("Reader")], grant("Writer")],
    ["Manager from Writer and Reader", false, [grant("Writer"), grant("Reader")], grant("Manager", onTeamA)],
    ["every namespace from one", false, [grant("Writer", onTeamA)], grant("Writer")],
    ["another namespace", false, [grant("Writer", onTeamA)], grant("Writer", { namespace: "team-b" })],
    ["every region from one", false, [grant("Writer", { region: "eu-de" })], grant("Writer")],
    [
      "another region",
      false,
      [grant("Writer", { region: "eu-de" })],
      grant("Writer", { region: "us-south" }),
    ],
    ["every repository from some", false, [grant("Writer", { repositoryPattern: "web-*" })], grant("Writer")],
    [
      "a narrower pattern",
      true,
      [grant("Writer", { ...onTeamA, repositoryPattern: "web-*" })],
      grant("Writer", { ...onTeamA, repositoryPattern: "web-?" }),
    ],
    [
      "a wider pattern",
      false,
      [grant("Writer", { ...onTeamA, repositoryPattern: "web-*" })],
      grant("Writer", { ...onTeamA, repositoryPattern: "*" }),
    ],
    ["a platform role from a service role", false, [grant("Manager")], grant("Viewer")],
    ["Administrator from Editor", false, [grant("Editor")], grant("Administrator")],
    ["Viewer from Administrator", true, [grant("Administrator")], grant("Viewer")],
    [
      "both roles at once, one not held",
      false,
      [grant("Manager")],
      { ...grant("Reader"), roles: ["Reader", "Viewer"] },
    ],
    ["anything from nothing", false, [], grant("Reader")],
    ["a custom role from one with more", true, [grant(deployer)], grant(puller, onTeamA)],
    ["a custom role from a service role", true, [grant("Writer")], grant(deployer)],
    ["Reader from a custom role that pulls", true, [grant(puller)], grant("Reader")],
    ["Writer from one that doesn't delete", false, [grant(deployer)], grant("Writer")],
    ["a custom role from one with less", false, [grant(puller)], grant(deployer)],
    ["a custom role from two that make it up", true, [grant(puller), grant(pusher)], grant(deployer)],
    ["making namespaces from Writer", false, [grant("Writer")], grant(spaceMaker)],
    ["what gives nothing here", true, [], grant(groupReader)],
  ])("%s: %j", (_, covered, held, wanted) => {
    expect(covers(held, wanted, false)).toBe(covered);
  });

  test("an administrator gives anything", () => {
    for (const role of roles) expect(covers([], grant(role), true)).toBe(true);
  });

  test("nobody can do through what they gave what they couldn't do themselves", () => {
    const maybe = <T>(...values: T[]) => fc.constantFrom<T | null>(null, ...values);
    const anyGrant = fc.record({
      policyId: fc.constant("p"),
      roles: fc.uniqueArray(fc.constantFrom<HeldRole>(...roles, puller, pusher, deployer), {
        minLength: 1,
        maxLength: 2,
      }),
      region: maybe("eu-de", "us-south"),
      namespace: maybe("team-a", "team-b"),
      repositoryPattern: maybe("*", "web*", "web?", "?eb-1", "api"),
    });
    const asked = fc.record({
      region: fc.constantFrom("eu-de", "us-south"),
      namespace: fc.constantFrom("team-a", "team-b"),
      path: fc.constantFrom("web", "web1", "web-1", "api"),
    });
    fc.assert(
      fc.property(
        fc.array(anyGrant, { maxLength: 4 }),
        anyGrant,
        asked,
        (held, wanted, { region, namespace, path }) => {
          if (!covers(held, wanted, false)) return true;
          const scope = { type: "repository", name: `${namespace}/${path}`, actions: ["*"] };
          const context = { region, ownNamespaces: new Set([namespace]), administrator: false };
          const given = decideScope({ ...context, grants: [wanted] }, scope).granted;
          const own = decideScope({ ...context, grants: held }, scope).granted;
          return given.every((action) => own.includes(action));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

test.each<[boolean, Grant[], boolean]>([
  [true, [], true],
  [true, [grant("Manager")], false],
  [true, [grant("Manager", { region: "eu-de" })], false],
  [false, [grant("Manager", { region: "us-south" })], false],
  [false, [grant("Manager", onTeamA)], false],
  [false, [grant("Manager", { repositoryPattern: "*" })], false],
  [false, [grant("Writer"), grant("Administrator")], false],
  [false, [], false],
])("manages namespaces in eu-de: %j, with %j, administrator %j", (may, held, administrator) => {
  for (const change of ["create", "delete"] as const)
    expect(canManageNamespaces(held, administrator, "eu-de", change)).toBe(may);
});

test("a custom role makes and deletes namespaces as far as it has the action, and everywhere alone", () => {
  const may = (...given: Parameters<typeof grant>) =>
    (["create", "delete"] as const).map((change) =>
      canManageNamespaces([grant(...given)], false, "eu-de", change),
    );
  expect(may(spaceMaker)).toEqual([true, false]);
  expect(may(customRole("Cleaner", "namespace.delete"))).toEqual([false, true]);
  expect(may(spaceMaker, onTeamA)).toEqual([false, false]);
  expect(may(deployer)).toEqual([false, false]);
});

describe("a custom role in words", () => {
  const can = (role: HeldRole, locale: "en" | "de" = "en") => describeGrant(grant(role, onTeamA), locale);
  const one = (...actions: RoleAction[]) => customRole("One", ...actions);
  test.each<[HeldRole, string, string, string, string]>([
    [
      puller,
      "pulls images",
      "can't push or delete images, create namespaces or reach others",
      "zieht Images",
      "kann keine Images schieben oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    ],
    [
      deployer,
      "pulls and pushes images",
      "can't delete images, create namespaces or reach others",
      "zieht und schiebt Images",
      "kann keine Images löschen, keine Namensräume anlegen und keine anderen erreichen",
    ],
    [
      pusher,
      "pushes images",
      "can't pull or delete images, create namespaces or reach others",
      "schiebt Images",
      "kann keine Images ziehen oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    ],
    [
      one("image.list", "namespace.list"),
      "lists images",
      "can't pull, push or delete images, create namespaces or reach others",
      "listet Images auf",
      "kann keine Images ziehen, schieben oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    ],
    [
      groupReader,
      "gives nothing here",
      "can't pull, push or delete images, create namespaces or reach others",
      "gibt hier nichts",
      "kann keine Images ziehen, schieben oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    ],
  ])("%j", (role, english, cannot, german, nicht) => {
    expect([can(role), can(role, "de")]).toEqual([
      { can: english, cannot },
      { can: german, cannot: nicht },
    ]);
  });

  test("making namespaces, deleting them, listing them", () => {
    const words = (...actions: RoleAction[]) =>
      (["en", "de"] as const).map((locale) => describeGrant(grant(one(...actions)), locale).can);
    expect(words("namespace.create")).toEqual(["creates namespaces", "legt Namensräume an"]);
    expect(words("namespace.delete")).toEqual(["deletes namespaces", "löscht Namensräume"]);
    expect(words("namespace.list")).toEqual(["lists namespaces", "listet Namensräume auf"]);
  });

  test("beside a policy that has the rest elsewhere", () => {
    const cleaner = grant(one("image.delete"), { namespace: "team-b" });
    expect(describeGrant(grant(deployer, onTeamA), "en", [cleaner]).cannot).toBe(
      "can't delete images there, create namespaces or reach others",
    );
  });
});

describe("a grant in words", () => {
  test.each<[Grant, string, string]>([
    [grant("Writer", onTeamA), "pulls, pushes and deletes images", "can't create namespaces or reach others"],
    [
      grant("Reader", onTeamA),
      "pulls images",
      "can't push or delete images, create namespaces or reach others",
    ],
    [grant("Reader"), "pulls images", "can't push or delete images or create namespaces"],
    [
      grant("Manager", onTeamA),
      "pulls, pushes and deletes images",
      "can't create namespaces or reach others",
    ],
    [
      grant("Manager"),
      "pulls, pushes and deletes images, creates and deletes namespaces",
      "can't manage access",
    ],
    [
      grant("Manager", { region: "eu-de" }),
      "pulls, pushes and deletes images, creates and deletes namespaces",
      "can't reach other regions",
    ],
    [
      grant("Writer", { ...onTeamA, repositoryPattern: "web-*" }),
      "pulls, pushes and deletes images",
      "can't create namespaces or reach other repositories",
    ],
    [grant("Viewer"), "reads usage and audit", "can't pull, push or delete images or manage access"],
    [grant("Administrator"), "manages access, reads usage and audit", "can't pull, push or delete images"],
    [
      { ...grant("Manager"), roles: ["Manager", "Administrator"] },
      "pulls, pushes and deletes images, creates and deletes namespaces, manages access, reads usage and audit",
      "can't reach other accounts",
    ],
  ])("%j", (given, can, cannot) => {
    expect(describeGrant(given, "en")).toEqual({ can, cannot });
  });

  const onTeamB = { namespace: "team-b" };
  test.each<[string, Grant, Grant[], string]>([
    [
      "a Writer there",
      grant("Reader", onTeamA),
      [grant("Writer", onTeamA)],
      "create namespaces or reach others",
    ],
    ["a Writer everywhere", grant("Reader", onTeamA), [grant("Writer")], "create namespaces"],
    [
      "a Writer in one region",
      grant("Reader", onTeamA),
      [grant("Writer", { ...onTeamA, region: "eu-de" })],
      "create namespaces or reach others",
    ],
    [
      "a Writer elsewhere",
      grant("Reader", onTeamA),
      [grant("Writer", onTeamB)],
      "push or delete images there, create namespaces or reach others",
    ],
    [
      "a Reader elsewhere",
      grant("Reader", onTeamA),
      [grant("Reader", onTeamB)],
      "push or delete images, create namespaces or reach others",
    ],
    ["a Manager everywhere", grant("Reader", onTeamA), [grant("Manager")], "manage access"],
    [
      "a Manager of one region",
      grant("Writer", { ...onTeamA, region: "eu-de" }),
      [grant("Manager", { region: "eu-de" })],
      "reach other regions",
    ],
    [
      "a pattern beside a pattern",
      grant("Writer", { ...onTeamA, repositoryPattern: "web" }),
      [grant("Writer", { ...onTeamA, repositoryPattern: "api" })],
      "create namespaces or reach other repositories",
    ],
    [
      "a pattern beside the whole",
      grant("Writer", { ...onTeamA, repositoryPattern: "web" }),
      [grant("Writer", onTeamA)],
      "create namespaces or reach others",
    ],
    [
      "a platform role beside",
      grant("Reader", onTeamA),
      [grant("Administrator")],
      "push or delete images, create namespaces or reach others",
    ],
  ])("beside others of the same identity: %s", (_, added, others, cannot) => {
    expect(describeGrant(added, "en", others)).toEqual({
      can: describeGrant(added, "en").can,
      cannot: `can't ${cannot}`,
    });
  });

  test("in German", () => {
    expect(describeGrant(grant("Reader", onTeamA), "de", [grant("Writer", onTeamB)]).cannot).toBe(
      "kann dort keine Images schieben oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    );
    expect(describeGrant(grant("Writer", onTeamA), "de")).toEqual({
      can: "zieht, schiebt und löscht Images",
      cannot: "kann keine Namensräume anlegen und keine anderen erreichen",
    });
    expect(describeGrant(grant("Reader", onTeamA), "de")).toEqual({
      can: "zieht Images",
      cannot:
        "kann keine Images schieben oder löschen, keine Namensräume anlegen und keine anderen erreichen",
    });
  });
});
