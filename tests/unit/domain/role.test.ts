import { expect, test } from "vitest";
import { actionsOfRole, highestServiceRole, isRole, neededRole, rolesAllow } from "@/lib/domain/role";

test.each([
  ["image.pull", ["Reader", "Writer", "Manager"]],
  ["image.push", ["Writer", "Manager"]],
  ["image.delete", ["Writer", "Manager"]],
  ["image.list", ["Reader", "Manager"]],
  ["image.inspect", ["Reader", "Manager"]],
  ["namespace.list", ["Reader", "Manager"]],
  ["namespace.create", ["Manager"]],
  ["namespace.delete", ["Manager"]],
] as const)("IBM's table: %s belongs to %j", (action, holders) => {
  const all = ["Reader", "Writer", "Manager", "Viewer", "Operator", "Editor", "Administrator"] as const;
  expect(all.filter((role) => rolesAllow([role], action))).toEqual(holders);
});

test("each platform role holds what the one below it holds, and nothing on images", () => {
  const ladder = (["Viewer", "Operator", "Editor", "Administrator"] as const).map(actionsOfRole);
  for (const [rung, actions] of ladder.entries()) {
    expect(actions).toHaveLength(rung + 1);
    expect(actions).toEqual(expect.arrayContaining([...(ladder[rung - 1] ?? [])]));
    expect(actions.join()).not.toMatch(/image|namespace/);
  }
});

test("the role to ask for is the least that suffices", () => {
  expect([neededRole("pull"), neededRole("push"), neededRole("delete")]).toEqual([
    "Reader",
    "Writer",
    "Writer",
  ]);
});

test("the highest service role is found whatever the order", () => {
  expect(highestServiceRole(["Writer", "Reader", "Administrator"])).toBe("Writer");
  expect(highestServiceRole(["Manager", "Writer"])).toBe("Manager");
  expect(highestServiceRole(["Administrator"])).toBeNull();
});

test("only the seven names are roles", () => {
  expect(["Reader", "reader", "Owner", "toString", ""].filter(isRole)).toEqual(["Reader"]);
});
