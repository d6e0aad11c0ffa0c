import { expect, test } from "vitest";
import {
  actionsOfRole,
  highestServiceRole,
  isCustomRoleName,
  isRole,
  neededRole,
  registryRoleTitles,
  rolesAllow,
  rolesNamed,
  roleTitles,
  suggestRoleName,
} from "@/lib/domain/role";
import { customRole, deployer, groupReader, puller, pusher, spaceMaker } from "@/tests/support/custom-roles";

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

test.each([
  [puller, ["image.pull"]],
  [deployer, ["image.pull", "image.push"]],
  [spaceMaker, ["namespace.create"]],
  [groupReader, []],
  [customRole("Sly", "platform.administer", "platform.view"), []],
])("a custom role has its actions and no others: %j", (role, actions) => {
  expect(actionsOfRole(role)).toEqual(actions);
  expect(rolesAllow([role], "platform.administer")).toBe(false);
});

test("a policy's names become its roles; one that is there no more gives nothing", () => {
  expect(rolesNamed(["Reader", "Puller", "Gone"], [puller, pusher])).toEqual(["Reader", puller]);
  expect(rolesNamed(["Reader"], [{ ...pusher, name: "Reader" }])).toEqual(["Reader"]);
});

test("custom roles are called what they display", () => {
  expect(roleTitles(["Reader", puller])).toBe("Reader, The Puller");
  expect(registryRoleTitles([puller, "Reader", "Writer", puller, "Viewer", pusher])).toBe(
    "Writer, The Puller, The Pusher",
  );
  expect(registryRoleTitles(["Viewer"])).toBe("");
});

test("a custom role's name begins with a capital letter and is none of the system's", () => {
  const names = ["P", "ImagePuller2", `P${"x".repeat(29)}`];
  const others = ["", "puller", "2Puller", "Image Puller", "Image-Puller", "Größe", "Reader", "Editor"];
  expect([...names, ...others, `P${"x".repeat(30)}`, "Puller\n"].filter(isCustomRoleName)).toEqual(names);
});

test.each([
  ["Image deployer (eu)", "ImageDeployerEu"],
  ["2 Größen: lösen", "GroEnLosen"],
  ["日本", ""],
  ["x".repeat(50), `X${"x".repeat(29)}`],
])("a name is suggested from %j", (shown, name) => {
  expect(suggestRoleName(shown)).toBe(name);
});
