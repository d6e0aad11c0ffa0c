import type { AuditItem } from "./audit-event";
import { type OcsfActivity, type OcsfEvent, ocsfEndpoint, ocsfEvent, ocsfUser } from "./ocsf";

const created = { id: 1, name: "Create" };
const read = { id: 2, name: "Read" };
const updated = { id: 3, name: "Update" };
const deleted = { id: 4, name: "Delete" };

/** What an action's last word does; any other changes something that is there. */
const verbs: { [verb in string]?: OcsfActivity } = {
  create: created,
  checkpoint: created,
  export: read,
  download: read,
  check: read,
  "reveal-webhook-secret": read,
  delete: deleted,
  purge: deleted,
  revoke: deleted,
  end: deleted,
  expire: deleted,
  "drop-month": deleted,
  notify: { id: 99, name: "Notify" },
};

/** Those of Account Change. */
const personVerbs: { [verb in string]?: OcsfActivity } = {
  create: created,
  enable: { id: 2, name: "Enable" },
  "change-password": { id: 3, name: "Password Change" },
  "reset-password": { id: 4, name: "Password Reset" },
  disable: { id: 5, name: "Disable" },
};

const signIns: { [action in string]?: OcsfActivity } = {
  "sign-in.success": { id: 1, name: "Logon" },
  "sign-in.failure": { id: 1, name: "Logon" },
  "sign-in.limit": { id: 1, name: "Logon" },
  "sign-in.confirm": { id: 99, name: "Confirm" },
  "sign-out": { id: 2, name: "Logoff" },
  "sign-out.everywhere": { id: 2, name: "Logoff" },
};

const failures = ["sign-in.failure", "sign-in.limit", "access.denied"];

/**
 * An audit item as an OCSF event: signing in and out is Authentication, people are Account Change, every other
 * change and every denied attempt is API Activity. `metadata.uid` is the item's hash and `metadata.sequence`
 * its number; `unmapped` holds what changed and the place in the chain, so nothing of the item is lost.
 */
export function ocsfAudit(item: AuditItem): OcsfEvent {
  const { action, target, actor } = item;
  const after = fieldsOf(item.after);
  const text = (name: string): string | null => (typeof after[name] === "string" ? after[name] : null);
  const failed = failures.includes(action);
  const src_endpoint = ocsfEndpoint(item.ip);
  const by = ocsfUser({ iamId: actor.iam_id, name: actor.name, apikeyId: actor.apikey_id ?? null });
  const common = {
    at: item.at,
    failed,
    detail: failed ? text("reason") : null,
    message: [action, target.name || target.id].filter(Boolean).join(" "),
    metadata: {
      log_name: "audit",
      uid: item.hash,
      correlation_uid: item.correlation_id,
      sequence: item.seq,
    },
    unmapped: {
      action,
      target,
      before: item.before,
      after: item.after,
      prev_hash: item.prev_hash,
      hash: item.hash,
    },
  };
  const user = ocsfUser({ iamId: target.id || null, name: target.name });
  const signIn = signIns[action];
  if (signIn) {
    const agent = text("user_agent");
    const service = { name: "Wharfkey" };
    const request = agent === null ? {} : { http_request: { user_agent: agent } };
    return ocsfEvent({
      ...common,
      class: "authentication",
      activity: signIn,
      own: { user, actor: { user: by }, service, is_remote: true, src_endpoint, ...request },
    });
  }
  const attempt = action === "access.denied" ? (text("action") ?? action) : action;
  const verb = attempt.split(".").at(-1) ?? attempt;
  if (action.startsWith("user."))
    return ocsfEvent({
      ...common,
      class: "accountChange",
      activity: personVerbs[verb] ?? { id: 99, name: "Update" },
      own: { user, actor: { user: by }, src_endpoint },
    });
  return ocsfEvent({
    ...common,
    class: "apiActivity",
    activity: verbs[verb] ?? updated,
    own: {
      actor: { user: by },
      api: {
        operation: attempt,
        service: { name: "Wharfkey" },
        request: { uid: item.correlation_id },
      },
      resources: [
        {
          type: target.type,
          ...(target.id ? { uid: target.id } : {}),
          ...(target.name ? { name: target.name } : {}),
        },
      ],
      src_endpoint,
    },
  });
}

const fieldsOf = (value: unknown): { [name: string]: unknown } =>
  typeof value === "object" && value !== null ? (value as { [name: string]: unknown }) : {};
