import { expect, test } from "vitest";
import type { AuditItem } from "@/lib/domain/audit-event";
import { ocsfAudit } from "@/lib/domain/ocsf-audit";

const item: AuditItem = {
  seq: 7,
  at: "2026-11-22T10:00:00.123Z",
  actor: { iam_id: "wharfkey-1", name: "Ada", apikey_id: "ApiKey-9" },
  action: "api-key.update",
  target: { type: "api-key", id: "ApiKey-1", name: "ci" },
  before: { name: "old" },
  after: { name: "ci" },
  correlation_id: "4d2a",
  ip: "192.0.2.7",
  prev_hash: "aa",
  hash: "bb",
};

const base = {
  time: 1795341600123,
  severity_id: 1,
  severity: "Informational",
  status_id: 1,
  status: "Success",
  metadata: {
    version: "1.3.0",
    product: { name: "Wharfkey", vendor_name: "Wharfkey" },
    original_time: "2026-11-22T10:00:00.123Z",
    log_name: "audit",
    uid: "bb",
    correlation_uid: "4d2a",
    sequence: 7,
  },
  src_endpoint: { ip: "192.0.2.7" },
};
const failed = { severity_id: 2, severity: "Low", status_id: 2, status: "Failure" };
const chained = { prev_hash: "aa", hash: "bb" };

test("a change is API Activity with its actor, its target and what differs", () => {
  expect(ocsfAudit(item)).toEqual({
    ...base,
    class_uid: 6003,
    class_name: "API Activity",
    category_uid: 6,
    category_name: "Application Activity",
    activity_id: 3,
    activity_name: "Update",
    type_uid: 600303,
    type_name: "API Activity: Update",
    message: "api-key.update ci",
    actor: {
      user: { type_id: 1, type: "User", uid: "wharfkey-1", name: "Ada", credential_uid: "ApiKey-9" },
    },
    api: { operation: "api-key.update", service: { name: "Wharfkey" }, request: { uid: "4d2a" } },
    resources: [{ type: "api-key", uid: "ApiKey-1", name: "ci" }],
    unmapped: {
      action: "api-key.update",
      target: item.target,
      before: { name: "old" },
      after: { name: "ci" },
      ...chained,
    },
  });
});

test("a denied attempt is failed API Activity of what was tried", () => {
  const after = { action: "policy.delete", reason: "not-found" };
  const target = { type: "policy", id: "1f", name: "" };
  expect(ocsfAudit({ ...item, action: "access.denied", target, before: null, after })).toEqual({
    ...base,
    ...failed,
    class_uid: 6003,
    class_name: "API Activity",
    category_uid: 6,
    category_name: "Application Activity",
    activity_id: 4,
    activity_name: "Delete",
    type_uid: 600304,
    type_name: "API Activity: Delete",
    status_detail: "not-found",
    message: "access.denied 1f",
    actor: {
      user: { type_id: 1, type: "User", uid: "wharfkey-1", name: "Ada", credential_uid: "ApiKey-9" },
    },
    api: { operation: "policy.delete", service: { name: "Wharfkey" }, request: { uid: "4d2a" } },
    resources: [{ type: "policy", uid: "1f" }],
    unmapped: { action: "access.denied", target, before: null, after, ...chained },
  });
});

test("a person who is disabled by the portal itself is an Account Change", () => {
  const actor = { iam_id: "wharfkey-system", name: "Wharfkey" };
  const target = { type: "user", id: "wharfkey-2", name: "bo@example.com" };
  expect(
    ocsfAudit({ ...item, action: "user.disable", actor, target, before: null, after: null, ip: "" }),
  ).toEqual({
    ...base,
    class_uid: 3001,
    class_name: "Account Change",
    category_uid: 3,
    category_name: "Identity & Access Management",
    activity_id: 5,
    activity_name: "Disable",
    type_uid: 300105,
    type_name: "Account Change: Disable",
    message: "user.disable bo@example.com",
    user: { type_id: 1, type: "User", uid: "wharfkey-2", name: "bo@example.com" },
    actor: { user: { type_id: 3, type: "System", uid: "wharfkey-system", name: "Wharfkey" } },
    src_endpoint: { name: "Wharfkey" },
    unmapped: { action: "user.disable", target, before: null, after: null, ...chained },
  });
});

test("a failed sign-in is a failed Logon of whom it named, by a visitor", () => {
  const after = { reason: "wrong", user_agent: "Mozilla/5.0" };
  const target = { type: "sign-in", id: "", name: "eve@example.com" };
  const actor = { iam_id: "", name: "Visitor" };
  expect(ocsfAudit({ ...item, action: "sign-in.failure", actor, target, before: null, after })).toEqual({
    ...base,
    ...failed,
    class_uid: 3002,
    class_name: "Authentication",
    category_uid: 3,
    category_name: "Identity & Access Management",
    activity_id: 1,
    activity_name: "Logon",
    type_uid: 300201,
    type_name: "Authentication: Logon",
    status_detail: "wrong",
    message: "sign-in.failure eve@example.com",
    user: { type_id: 0, type: "Unknown", name: "eve@example.com" },
    actor: { user: { type_id: 0, type: "Unknown", name: "Visitor" } },
    service: { name: "Wharfkey" },
    is_remote: true,
    http_request: { user_agent: "Mozilla/5.0" },
    unmapped: { action: "sign-in.failure", target, before: null, after, ...chained },
  });
});

test.each([
  ["api-key.create", 600301],
  ["api-key.delete", 600304],
  ["api-key.lock", 600303],
  ["api-key.notify", 600399],
  ["audit.export", 600302],
  ["region.reveal-webhook-secret", 600302],
  ["membership.delete", 600304],
  ["user.create", 300101],
  ["user.update", 300199],
  ["user.change-password", 300103],
  ["sign-in.success", 300201],
  ["sign-in.confirm", 300299],
  ["sign-out", 300202],
  ["sign-out.everywhere", 300202],
] as const)("%s is of type %d", (action, type) => {
  expect(ocsfAudit({ ...item, action }).type_uid).toBe(type);
});
