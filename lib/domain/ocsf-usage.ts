import { type OcsfActivity, type OcsfEvent, ocsfEndpoint, ocsfEvent, ocsfUser } from "./ocsf";
import type { UsageAction, UsageRow } from "./usage";

/** Tokens aren't Kerberos', so they have no number of the schema's. */
const activities: { [action in UsageAction]: OcsfActivity } = {
  login: { id: 1, name: "Logon" },
  token: { id: 99, name: "Token" },
  pull: { id: 2, name: "Read" },
  push: { id: 1, name: "Create" },
  mount: { id: 1, name: "Create" },
  delete: { id: 4, name: "Delete" },
};

/**
 * A use as an OCSF event: credential requests are Authentication, what registries report is API Activity.
 * `metadata.uid` is the row's id; whatever has no attribute is in `unmapped` under its own name.
 */
export function ocsfUsage(row: UsageRow): OcsfEvent {
  const authenticates = row.action === "login" || row.action === "token";
  const user = ocsfUser({ iamId: row.iam_id, apikeyId: row.apikey_id, accountId: row.account_id });
  return ocsfEvent({
    class: authenticates ? "authentication" : "apiActivity",
    activity: activities[row.action],
    at: row.at,
    failed: row.outcome === "denied",
    detail: row.reason,
    message: [row.action, row.repository ? `of ${row.repository}` : "", row.outcome]
      .filter(Boolean)
      .join(" "),
    metadata: {
      log_name: "usage",
      uid: row.id,
      ...(row.request_id ? { correlation_uid: row.request_id } : {}),
    },
    own: {
      count: row.count,
      ...(authenticates ? authentication(row, user) : apiActivity(row, user)),
      src_endpoint: ocsfEndpoint(row.ip),
      http_request: {
        ...(row.request_id ? { uid: row.request_id } : {}),
        user_agent: row.user_agent,
      },
    },
    unmapped: {
      source: row.source,
      outcome: row.outcome,
      region: row.region,
      namespace: row.namespace,
      repository: row.repository,
      tag: row.tag,
      digest: row.digest,
      requested: row.requested,
      granted: row.granted,
      username: row.username,
      client: row.client,
      repeat_of: row.repeat_of,
    },
  });
}

const authentication = (row: UsageRow, user: OcsfEvent): OcsfEvent => ({
  user,
  service: { name: "Wharfkey" },
  is_remote: true,
  ...(row.token_id ? { session: { uid: row.token_id } } : {}),
});

const apiActivity = (row: UsageRow, user: OcsfEvent): OcsfEvent => ({
  actor: { user },
  api: { operation: row.action, service: { name: "container-registry" } },
  resources: [
    {
      type: "repository",
      ...(row.repository === null ? {} : { name: row.repository }),
      ...(row.digest === null ? {} : { uid: row.digest }),
      ...(row.namespace === null ? {} : { namespace: row.namespace }),
      ...(row.tag === null ? {} : { version: row.tag }),
    },
  ],
});
