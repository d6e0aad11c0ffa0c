import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatScope, parseScopes } from "@/lib/domain/scope";

const one = (value: string) => parseScopes([value]);
const repository = (name: string, ...actions: string[]) => ({ type: "repository", name, actions });

describe("reads", () => {
  test.each([
    ["repository:team-a/app:pull", repository("team-a/app", "pull")],
    ["repository:team-a/app:pull,push", repository("team-a/app", "pull", "push")],
    ["repository:team-a/app:*", repository("team-a/app", "*")],
    ["repository:ubuntu:pull", repository("ubuntu", "pull")],
    ["repository:a/b__c/d-e.f---g:pull", repository("a/b__c/d-e.f---g", "pull")],
    ["repository:localhost:5000/team-a/app:pull", repository("localhost:5000/team-a/app", "pull")],
    ["repository:Host.example/team-a/app:pull", repository("Host.example/team-a/app", "pull")],
    ["repository(plugin):team-a/app:pull", repository("team-a/app", "pull")],
    ["registry:catalog:*", { type: "registry", name: "catalog", actions: ["*"] }],
    ["artifact:a:b:c:pull", { type: "artifact", name: "a:b:c", actions: ["pull"] }],
  ])("%s", (value, scope) => {
    expect(one(value)).toEqual({ ok: true, scopes: [scope] });
  });

  test("no scope and an empty one are a login", () => {
    expect(parseScopes([])).toEqual({ ok: true, scopes: [] });
    expect(parseScopes(["", "  "])).toEqual({ ok: true, scopes: [] });
  });

  test("containerd's packed scopes are taken apart, and the same repository becomes one", () => {
    const packed = "repository:team-a/ctr:pull repository:team-a/ctr:pull,push repository:team-a/pd:pull";
    expect(one(packed)).toEqual({
      ok: true,
      scopes: [repository("team-a/ctr", "pull", "push"), repository("team-a/pd", "pull")],
    });
  });

  test("merging keeps the order in which scopes and actions first appear", () => {
    const values = ["repository:b/x:push", "repository:a/x:pull", "repository:b/x:pull,push"];
    expect(parseScopes(values)).toEqual({
      ok: true,
      scopes: [repository("b/x", "push", "pull"), repository("a/x", "pull")],
    });
  });

  test("64 scopes are read, the 65th is one too many", () => {
    const values = Array.from({ length: 64 }, (_, index) => `repository:team-a/app${index}:pull`);
    expect(parseScopes(values)).toMatchObject({ ok: true, scopes: { length: 64 } });
    expect(parseScopes([...values, "repository:team-a/app:pull"])).toMatchObject({ ok: false });
    expect(one([...values, "repository:team-a/app:pull"].join(" "))).toMatchObject({ ok: false });
  });
});

describe("refuses", () => {
  test.each([
    ["repository", "form type:name:actions"],
    ["repository:team-a/app", "form type:name:actions"],
    [":team-a/app:pull", "form type:name:actions"],
    ["repository::pull", "form type:name:actions"],
    ["Repository:team-a/app:pull", "form type:name:actions"],
    ["repository(:team-a/app:pull", "form type:name:actions"],
    ["repository:team-a/app:", "actions such as"],
    ["repository:team-a/app:pull,", "actions such as"],
    ["repository:team-a/app:PULL", "actions such as"],
    ["repository:team-a/app:**", "actions such as"],
    ["repository:team-a/App:pull", "repository name"],
    ["repository:team-a//app:pull", "repository name"],
    ["repository:/app:pull", "repository name"],
    ["repository:team-a/../b:pull", "repository name"],
    ["repository:team-a/app*:pull", "repository name"],
    ["repository:team-a/-app:pull", "repository name"],
    ["repository:team-a/ä:pull", "repository name"],
    [`repository:team-a/${"a".repeat(250)}:pull`, "repository name"],
    [`repository:team-a/app:${"pull,".repeat(300)}pull`, "longer than 1024"],
    ["repository:team-a/app:pull\u0000", "control character"],
    ["repository:team-a/app:pull\nrepository:b/c:pull", "control character"],
    ["repository:team-a/app\u0085:pull", "control character"],
  ])("%j", (value, problem) => {
    expect(one(value)).toEqual({
      ok: false,
      value: expect.any(String),
      problem: expect.stringContaining(problem),
    });
  });

  test("the refused value can be shown: short, without control characters", () => {
    const refused = one(`x\u001b[31m\u0000${"y".repeat(5000)}`);
    expect(refused).toMatchObject({ ok: false, value: expect.stringMatching(/^x\ufffd\[31m\ufffdy{1,}$/) });
    expect(!refused.ok && refused.value.length).toBe(120);
  });
});

test("formatting and reading again gives the same scopes", () => {
  const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?(\/[a-z0-9]{1,6}){0,3}$/);
  const actions = fc.uniqueArray(fc.constantFrom("pull", "push", "delete", "*"), { minLength: 1 });
  const scopes = fc.uniqueArray(fc.record({ type: fc.constant("repository"), name, actions }), {
    selector: (scope) => scope.name,
    maxLength: 64,
  });
  fc.assert(
    fc.property(scopes, fc.boolean(), (wanted, packed) => {
      const values = wanted.map(formatScope);
      expect(parseScopes(packed ? [values.join(" ")] : values)).toEqual({ ok: true, scopes: wanted });
    }),
  );
});

test("whatever is sent, what is accepted keeps to the grammar", () => {
  const junk = fc.string({ unit: fc.constantFrom(..."repository:/-_.*,(A \u0000ä"), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(fc.oneof(junk, fc.string()), { maxLength: 5 }), (values) => {
      const parsed = parseScopes(values);
      if (!parsed.ok) return;
      for (const scope of parsed.scopes) {
        expect(scope.actions.length).toBeGreaterThan(0);
        expect(new Set(scope.actions).size).toBe(scope.actions.length);
        expect(formatScope(scope)).not.toMatch(/[\s\p{Cc}]/u);
      }
    }),
  );
});

test("a hostile name is refused in no time", () => {
  const startedMs = performance.now();
  for (const name of [
    `${"a-".repeat(127)}!`,
    `${"a".repeat(254)}!`,
    `${"A.".repeat(127)}!`,
    `${"a__".repeat(84)}!`,
  ])
    expect(one(`repository:${name}:pull`)).toMatchObject({ ok: false });
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});
