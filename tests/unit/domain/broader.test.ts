import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { broaderThanUsed, isBroaderThanUsed, type KeyUse } from "@/lib/domain/broader";
import { decideScope, type Grant } from "@/lib/domain/policy";
import type { HeldRole, Role } from "@/lib/domain/role";
import { deployer, puller, spaceMaker } from "@/tests/support/custom-roles";

const grant = (role: HeldRole, on: Partial<Grant> = {}): Grant => ({
  policyId: "p",
  roles: [role],
  region: null,
  namespace: null,
  repositoryPattern: null,
  ...on,
});
const places = [
  { region: "eu-de", namespace: "checkout" },
  { region: "us-south", namespace: "checkout" },
  { region: "eu-de", namespace: "base" },
];
const use = (action: string, repository = "checkout/api", region = "eu-de"): KeyUse => ({
  region,
  repository,
  action,
});
const here = { region: "eu-de", namespace: "checkout" };

describe("broader than used", () => {
  test.each<[string, Grant, KeyUse[]]>([
    ["Reader that pulls", grant("Reader", here), [use("pull")]],
    ["Writer that pushes: delete has no role of its own", grant("Writer", here), [use("push")]],
    ["Manager that pushes", grant("Manager", here), [use("push")]],
    ["a pattern that was used", grant("Reader", { ...here, repositoryPattern: "a*" }), [use("pull")]],
    ["a role on the account", grant("Viewer"), []],
    ["a custom role that pulls", grant(puller, here), [use("pull")]],
    ["a custom role that pushes", grant(deployer, here), [use("push")]],
    ["a custom role without actions on images", grant(spaceMaker), []],
    [
      "everywhere, and everything was used",
      grant("Reader"),
      [use("pull"), use("pull", "base/os"), use("pull", "checkout/api", "us-south")],
    ],
  ])("not: %s", (_, held, uses) => {
    expect(broaderThanUsed([held], places, uses)).toEqual([]);
  });

  test.each<[string, Grant, KeyUse[], object]>([
    [
      "Writer that only pulls",
      grant("Writer", here),
      [use("pull")],
      { actions: ["push", "delete"], enough: "Reader", places: 1, usedPlaces: [here] },
    ],
    [
      "a custom role that only pulls and could push",
      grant(deployer, here),
      [use("pull")],
      { actions: ["push"], enough: "Reader", places: 1, usedPlaces: [here] },
    ],
    [
      "a place that was never used",
      grant("Reader", { namespace: "base" }),
      [use("pull")],
      { actions: ["pull"], enough: null, places: 1, usedPlaces: [] },
    ],
    [
      "every region, used in one",
      grant("Writer", { namespace: "checkout" }),
      [use("push")],
      { actions: ["pull", "delete"], enough: "Writer", places: 2, usedPlaces: [here] },
    ],
    [
      "a pattern beside what was used",
      grant("Reader", { ...here, repositoryPattern: "b*" }),
      [use("pull")],
      { actions: ["pull"], enough: null, places: 1, usedPlaces: [] },
    ],
    [
      "a namespace that isn't there",
      grant("Reader", { namespace: "gone" }),
      [],
      { actions: ["pull"], enough: null, places: 0, usedPlaces: [] },
    ],
  ])("%s", (_, held, uses, expected) => {
    expect(broaderThanUsed([held], places, uses)).toMatchObject([expected]);
  });

  test("what is named as enough would have served every use", () => {
    const uses = fc.array(
      fc.record({
        region: fc.constantFrom("eu-de", "us-south"),
        repository: fc.constantFrom("checkout/api", "checkout/web", "base/os"),
        action: fc.constantFrom("pull", "push", "delete"),
      }),
    );
    const held = fc.record({
      policyId: fc.constant("p"),
      roles: fc.constantFrom<Role[]>(["Reader"], ["Writer"], ["Manager"]),
      region: fc.constantFrom(null, "eu-de"),
      namespace: fc.constantFrom(null, "checkout"),
      repositoryPattern: fc.constantFrom(null, "a*"),
    });
    const allowed = (grants: Grant[], { region, repository, action }: KeyUse): boolean => {
      const scope = { type: "repository", name: repository, actions: [action] };
      const ownNamespaces = new Set(["checkout", "base"]);
      return decideScope({ region, ownNamespaces, grants, administrator: false }, scope).granted.length === 1;
    };
    fc.assert(
      fc.property(held, uses, (wide, all) => {
        const done = all.filter((one) => allowed([wide], one));
        const [found] = broaderThanUsed([wide], places, all);
        expect(isBroaderThanUsed([wide], places, all)).toBe(found !== undefined);
        if (!found) return;
        const narrow = found.usedPlaces.map((place) => ({
          ...wide,
          ...place,
          roles: [found.enough ?? "Reader"] as Role[],
        }));
        for (const one of done.filter(({ region, repository }) =>
          places.some((place) => place.region === region && repository.startsWith(`${place.namespace}/`)),
        ))
          expect(allowed(narrow, one)).toBe(true);
      }),
    );
  });
});
