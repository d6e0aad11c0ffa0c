/** The version of the schema that events claim. @see https://schema.ocsf.io/1.3.0 */
export const ocsfVersion = "1.3.0";

const classes = {
  accountChange: { uid: 3001, name: "Account Change" },
  authentication: { uid: 3002, name: "Authentication" },
  apiActivity: { uid: 6003, name: "API Activity" },
} as const;

const categories: { [uid: number]: string } = {
  3: "Identity & Access Management",
  6: "Application Activity",
};

/** One event as SIEMs read it; a class's own attributes are beside those of every event. */
export type OcsfEvent = { [attribute: string]: unknown };

/** What a class numbers: its own number, or 99 with the source's word. */
export type OcsfActivity = { id: number; name: string };

type Parts = {
  class: keyof typeof classes;
  activity: OcsfActivity;
  /** ISO 8601. */
  at: string;
  failed: boolean;
  /** Why, as a code. */
  detail: string | null;
  message: string;
  /** Which record it is from, and what finds it there. */
  metadata: { log_name: string; uid: string; correlation_uid?: string; sequence?: number };
  /** The class's own attributes. */
  own: OcsfEvent;
  /** What the schema has no place for. */
  unmapped: OcsfEvent;
};

/** An event of the base class with a class's own attributes; what is undefined isn't in it. */
export function ocsfEvent(parts: Parts): OcsfEvent {
  const { uid, name } = classes[parts.class];
  const category = Math.floor(uid / 1000);
  const time = Date.parse(parts.at);
  return {
    class_uid: uid,
    class_name: name,
    category_uid: category,
    category_name: categories[category],
    activity_id: parts.activity.id,
    activity_name: parts.activity.name,
    type_uid: uid * 100 + parts.activity.id,
    type_name: `${name}: ${parts.activity.name}`,
    time,
    severity_id: parts.failed ? 2 : 1,
    severity: parts.failed ? "Low" : "Informational",
    status_id: parts.failed ? 2 : 1,
    status: parts.failed ? "Failure" : "Success",
    ...(parts.detail === null ? {} : { status_detail: parts.detail }),
    message: parts.message,
    metadata: {
      version: ocsfVersion,
      product: { name: "Wharfkey", vendor_name: "Wharfkey" },
      original_time: parts.at,
      ...parts.metadata,
    },
    ...parts.own,
    unmapped: parts.unmapped,
  };
}

/** Where a request came from; the schema takes addresses alone as one. */
export const ocsfEndpoint = (ip: string): OcsfEvent =>
  /^[0-9a-f.:]+$/i.test(ip) && /[.:]/.test(ip) ? { ip } : { name: ip || "Wharfkey" };

type Identity = { iamId: string | null; name?: string; apikeyId?: string | null; accountId?: string | null };

/** A person, a service ID, the portal itself, or nobody who is known. */
export const ocsfUser = ({ iamId, name, apikeyId, accountId }: Identity): OcsfEvent => ({
  ...userType(iamId),
  ...(iamId ? { uid: iamId } : {}),
  ...(name ? { name } : iamId ? {} : { name: "unknown" }),
  ...(apikeyId ? { credential_uid: apikeyId } : {}),
  ...(accountId ? { account: { uid: accountId } } : {}),
});

const userType = (iamId: string | null): OcsfEvent => {
  if (!iamId) return { type_id: 0, type: "Unknown" };
  if (iamId === "wharfkey-system") return { type_id: 3, type: "System" };
  return iamId.startsWith("iam-") ? { type_id: 99, type: "Service ID" } : { type_id: 1, type: "User" };
};
