import type { Attempt } from "@/lib/services/refusal";

/** What audit calls the things of a path. */
const kinds: { [collection in string]?: string } = {
  apikeys: "api-key",
  "leaked-keys": "api-key",
  serviceids: "service-id",
  serviceid_groups: "service-id-group",
  policies: "policy",
  roles: "role",
  groups: "access-group",
  namespaces: "namespace",
  accounts: "account",
  activity: "inactive-report",
};

const verbs: { [method in string]?: string } = {
  POST: "create",
  PUT: "update",
  PATCH: "update",
  DELETE: "delete",
};

/** Of what stands behind an id. */
const partVerbs: { [part in string]?: { [method in string]?: string } } = {
  lock: { POST: "lock", DELETE: "unlock" },
  disable: { POST: "disable", DELETE: "enable" },
  members: { PUT: "add-member", POST: "remove-member", DELETE: "remove-member" },
};

/** The change that a request asks for, in audit's words; null for one that only reads. */
export const attemptOf = (method: string, path: string, query: URLSearchParams): Attempt | null => {
  if (method === "GET" || method === "HEAD") return null;
  const [collection = "", id = "", part = ""] = path.replace(/^\/(?:api\/)?v[12]\//, "").split("/");
  const kind = kinds[collection] ?? collection;
  if (collection === "leaked-keys") return { action: "api-key.leak", id: "" };
  if (collection === "namespaces")
    return {
      action: `namespace.${method === "PUT" ? "create" : "delete"}`,
      id: `${query.get("region") ?? ""}/${id}`,
    };
  const verb = partVerbs[part]?.[method] ?? verbs[method] ?? method.toLowerCase();
  return { action: `${kind}.${verb}`, id: collection === "activity" ? "" : id };
};
