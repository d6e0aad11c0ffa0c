import { expect, test } from "vitest";
import type { DenialReason } from "@/lib/domain/denial";
import { correctedRegion, type FailedAttempts, liveState, mergeUses } from "@/lib/domain/live-use";
import type { UsageItem } from "@/lib/domain/usage";

const use = (id: string, changes: Partial<UsageItem> = {}): UsageItem => ({
  id,
  at: `2026-11-19T14:32:0${id}Z`,
  source: "portal",
  action: "login",
  outcome: "granted",
  reason: null,
  region: "eu-de",
  repository: null,
  tag: null,
  client: { name: "docker", version: "27.3.1" },
  ip: "10.2.14.88",
  request_id: null,
  repeat_of: null,
  detail: null,
  apikey_id: "ApiKey-1",
  iam_id: "iam-ServiceId-1",
  account_id: "a",
  namespace: null,
  digest: null,
  requested: [],
  granted: [],
  username: "iamapikey",
  user_agent: "Docker-Client/27.3.1",
  token_id: null,
  count: 1,
  keyName: "ci",
  ownerName: "checkout-ci",
  serviceId: "ServiceId-1",
  ...changes,
});
const denied = { outcome: "denied", action: "token", reason: "role-too-low" } as const;

test("nothing seen yet is waiting", () => {
  expect(liveState([], null)).toEqual({ kind: "waiting" });
});

test("a login verifies, and pulls after it don't change what is said", () => {
  const login = use("1");
  expect(liveState([login], null)).toEqual({ kind: "verified", use: login });
  expect(liveState([login, use("2", { action: "token" }), use("3", { action: "pull" })], null)).toEqual({
    kind: "verified",
    use: login,
  });
});

test("the newest use decides between denied and verified", () => {
  const refused = use("2", denied);
  expect(liveState([use("1"), refused], null)).toEqual({ kind: "denied", use: refused });
  const again = use("3", { action: "token" });
  expect(liveState([use("1"), refused, again], null)).toEqual({ kind: "verified", use: again });
});

test("a login with a wrong secret decides while it is the newest", () => {
  const failed = (at: string): FailedAttempts => ({
    ...{
      count: 1,
      at: `2026-11-19T14:32:0${at}Z`,
      ip: "10.2.14.88",
      client: "docker 27.3.1",
      region: "eu-de",
    },
  });
  expect(liveState([], failed("1"))).toEqual({ kind: "failed", failed: failed("1") });
  expect(liveState([use("1")], failed("2"))).toEqual({ kind: "failed", failed: failed("2") });
  const again = use("3");
  expect(liveState([use("1"), again], failed("2"))).toEqual({ kind: "verified", use: again });
});

test("a client's second attempt of the same request counts for nothing", () => {
  const refused = use("1", denied);
  expect(liveState([refused, use("2", { ...denied, repeat_of: "1" })], null)).toEqual({
    kind: "denied",
    use: refused,
  });
  expect(liveState([use("2", { ...denied, repeat_of: "1" })], null)).toEqual({ kind: "waiting" });
});

test("uses are kept once, in order of time, the newest only", () => {
  const ids = mergeUses([use("3"), use("1")], [use("2"), use("3")], 2).map(({ id }) => id);
  expect(ids).toEqual(["2", "3"]);
});

test("another host or user name is offered only where it helps", () => {
  const detail: Omit<DenialReason, "code"> = {
    region: "eu-de",
    namespace: "team-a",
    repository: "team-a/app",
    action: "pull",
  };
  const region = (changes: Partial<UsageItem>) =>
    correctedRegion(use("1", { outcome: "denied", ...changes }));
  expect(region({ reason: "wrong-username" })).toBe("eu-de");
  expect(
    region({
      reason: "wrong-region",
      detail: { ...detail, code: "wrong-region", coveredRegions: ["us-south"] },
    }),
  ).toBe("us-south");
  expect(
    region({
      reason: "no-namespace",
      detail: { ...detail, code: "no-namespace", coveredRegions: ["us-south"] },
    }),
  ).toBe("us-south");
  expect(region({ reason: "no-namespace", detail: { ...detail, code: "no-namespace" } })).toBeNull();
  expect(region({ ...denied, detail: { ...detail, code: "role-too-low" } })).toBeNull();
  expect(region({ reason: "disabled" })).toBeNull();
});
