import { z } from "@hono/zod-openapi";
import { crnOfRole, roleNameOfCrn } from "@/lib/domain/identifiers";
import type { CreatePolicy } from "@/lib/domain/inputs/policy";
import { type HeldRole, roleName } from "@/lib/domain/role";
import type { Actor } from "@/lib/services/actor";
import type { PolicyView } from "@/lib/services/policies";
import { ServiceError } from "@/lib/services/service-error";
import { requireAccount } from "./iam-requests";

/** A policy document's attribute, in both versions of the API. */
export type Attribute = { name: string; value: string; operator?: string | undefined };

/** What is kept of a request, so that it is echoed exactly. `roleIds` as they were written. */
export const storedDocument = z.object({
  version: z.enum(["v1", "v2"]),
  subject: z.array(z.object({ name: z.string(), value: z.string(), operator: z.string().optional() })),
  resource: z.array(z.object({ name: z.string(), value: z.string(), operator: z.string().optional() })),
  roleIds: z.array(z.string()),
});
export type PolicyDocument = z.infer<typeof storedDocument>;

type Wanted = Omit<CreatePolicy, "description">;

const invalid = (field: string, problem: string, reason = "policy-attribute"): ServiceError =>
  new ServiceError("invalid", `${field} ${problem}`, { field, reason });

/**
 * What a policy document means.
 * @param words the API version's names of its parts, for messages
 * @throws ServiceError invalid (an attribute or role that isn't known), not-found (another account)
 */
export const readDocument = (
  actor: Actor,
  { subject, resource, roleIds }: PolicyDocument,
  words: { subject: string; resource: string; roles: string },
): Wanted => ({
  subject: readSubject(actor, subject, words.subject),
  roles: roleIds.map((id) => readRole(actor, id, words.roles)),
  ...readResource(actor, resource, words.resource),
});

const readRole = (actor: Actor, id: string, field: string): string => {
  const role = roleNameOfCrn(id, actor.accountId);
  if (role) return role;
  const example = crnOfRole("Reader", actor.accountId);
  throw invalid(
    field,
    `name ${JSON.stringify(id.slice(0, 120))}, which is no role here; one is ${example}`,
    "unknown-role",
  );
};

const readSubject = (actor: Actor, attributes: Attribute[], field: string): Wanted["subject"] => {
  const { iam_id, access_group_id, accountId } = byName(
    attributes,
    ["iam_id", "access_group_id", "accountId"],
    field,
  );
  requireAccount(actor, accountId);
  if (iam_id !== undefined && access_group_id === undefined) return { iamId: iam_id };
  if (access_group_id !== undefined && iam_id === undefined) return { accessGroupId: access_group_id };
  throw invalid(field, "needs one attribute iam_id or access_group_id");
};

const resourceAttributes = [
  "accountId",
  "serviceName",
  "serviceType",
  "region",
  "geography",
  "resourceType",
  "resource",
] as const;
const mayMatch = new Set(["resource"]);

const readResource = (actor: Actor, attributes: Attribute[], field: string) => {
  const values = byName(attributes, resourceAttributes, field);
  requireAccount(actor, values.accountId);
  // Every service of the account: here there is one.
  const everyService = values.serviceType === "service" && values.serviceName === undefined;
  if (values.serviceType !== undefined && values.serviceType !== "service")
    throw invalid(field, "names a serviceType, which can only be service");
  if (values.serviceName !== "container-registry" && !everyService)
    throw invalid(field, "needs the attribute serviceName with the value container-registry");
  const pattern = attributes.find(({ name, operator }) => operator === "stringMatch" && !mayMatch.has(name));
  if (pattern) throw invalid(field, `compares ${pattern.name} with stringMatch, it needs stringEquals`);
  return {
    region: readRegion(values.region, values.geography, field),
    ...readPlace(values.resourceType, values.resource, matches(attributes, "resource"), field),
  };
};

/** The global registry is scoped by geography, not by region. */
const readRegion = (
  region: string | undefined,
  geography: string | undefined,
  field: string,
): string | null => {
  if (geography === undefined) return region ?? null;
  if (geography === "global" && region === undefined) return "global";
  throw invalid(field, "names a geography, which can only be global, and without a region");
};

const matches = (attributes: Attribute[], wanted: string): boolean =>
  attributes.some(({ name, operator }) => name === wanted && operator === "stringMatch");

const readPlace = (
  type: string | undefined,
  resource: string | undefined,
  byPattern: boolean,
  field: string,
) => {
  if (type === undefined && resource === undefined) return { namespace: null, repositoryPattern: null };
  if (type !== "namespace" && type !== "repository")
    throw invalid(
      field,
      "needs the attribute resourceType with the value namespace or repository beside resource",
    );
  if (type === "namespace" && byPattern && /[*?]/.test(resource ?? ""))
    throw invalid(
      field,
      `compares resource with stringMatch to ${JSON.stringify(resource?.slice(0, 80))}, but a namespace is named in full: use stringEquals with one namespace, leave resourceType and resource out for every namespace, or use resourceType repository with NAMESPACE/PATTERN`,
    );
  if (type === "namespace") return { namespace: resource ?? null, repositoryPattern: null };
  const [, namespace, repositoryPattern] = /^([^/]+)\/(.+)$/.exec(resource ?? "") ?? [];
  if (!namespace || !repositoryPattern)
    throw invalid(field, "names a repository, for which resource needs the form NAMESPACE/REPOSITORY");
  return { namespace, repositoryPattern };
};

const byName = <Name extends string>(attributes: Attribute[], known: readonly Name[], field: string) => {
  const values: { [name in Name]?: string } = {};
  for (const { name, value } of attributes) {
    const one = known.find((candidate) => candidate === name);
    if (!one)
      throw invalid(field, `holds the attribute ${name.slice(0, 80)}, it needs one of ${known.join(", ")}`);
    if (values[one] !== undefined) throw invalid(field, `holds the attribute ${name} twice`);
    values[one] = value;
  }
  return values;
};

/** The document as it was sent, or as it would be for a policy that was made in the portal. */
export const documentOf = (policy: PolicyView, accountId: string): PolicyDocument => {
  const stored = storedDocument.safeParse(policy.document);
  if (stored.success) return stored.data;
  const subject = policy.subject.kind === "access-group" ? "access_group_id" : "iam_id";
  return {
    version: "v1",
    subject: [{ name: subject, value: policy.subject.id }],
    resource: [
      { name: "accountId", value: accountId },
      { name: "serviceName", value: "container-registry" },
      ...(policy.region === null ? [] : [{ name: "region", value: policy.region }]),
      ...placeOf(policy),
    ],
    roleIds: policy.roles.map((role) => crnOfRole(role, accountId)),
  };
};

/** The policy's role that a CRN of its document names; nothing when the account has it no more. */
export const roleOf = (policy: PolicyView, crn: string, accountId: string): HeldRole | undefined => {
  const name = roleNameOfCrn(crn, accountId);
  return policy.roles.find((role) => roleName(role) === name);
};

const placeOf = ({ namespace, repositoryPattern }: PolicyView): Attribute[] => {
  if (namespace === null) return [];
  if (repositoryPattern === null)
    return [
      { name: "resourceType", value: "namespace" },
      { name: "resource", value: namespace },
    ];
  return [
    { name: "resourceType", value: "repository" },
    { name: "resource", value: `${namespace}/${repositoryPattern}`, operator: "stringMatch" },
  ];
};
