import { expect, test } from "vitest";
import { namespaceProblem, splitRepository } from "@/lib/domain/namespace";

test.each([
  ["team-a", null],
  ["abcd", null],
  ["a__9", null],
  ["a".repeat(30), null],
  ["abc", "length"],
  ["", "length"],
  ["a".repeat(31), "length"],
  ["Team-a", "characters"],
  ["team.a", "characters"],
  ["team/a", "characters"],
  ["teamä", "characters"],
  ["team\n", "characters"],
  ["-team", "edges"],
  ["team_", "edges"],
  ["____", "edges"],
])("namespace %j: %j", (name, problem) => {
  expect(namespaceProblem(name)).toBe(problem);
});

test.each([
  ["team-a/app", { namespace: "team-a", path: "app" }],
  ["team-a/web/api", { namespace: "team-a", path: "web/api" }],
  ["ubuntu", null],
  ["", null],
  ["/app", null],
  ["team-a/", null],
  ["team-a//app", null],
  ["team-a/app/", null],
])("repository %j splits into %j", (name, parts) => {
  expect(splitRepository(name)).toEqual(parts);
});
