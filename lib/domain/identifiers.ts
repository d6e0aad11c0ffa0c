import { type HeldRole, isCustomRole, isCustomRoleName, isRole, isServiceRole } from "./role";

/** UUIDs are arguments here: lower case, with dashes. */
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const apiKeyPrefix = "ApiKey-";
const serviceIdPrefix = "ServiceId-";
const accessGroupPrefix = "AccessGroupId-";
const serviceIamPrefix = "iam-";
const userIamPrefix = "wharfkey-";

export function isUuid(value: string): boolean {
  return uuidShape.test(value);
}

export function apiKeyIdOf(uuid: string): string {
  return apiKeyPrefix + uuid;
}

export function serviceIdOf(uuid: string): string {
  return serviceIdPrefix + uuid;
}

export function accessGroupIdOf(uuid: string): string {
  return accessGroupPrefix + uuid;
}

/** A person's `iam_id`, the same in every account: `wharfkey-<uuid>`. */
export function userIamIdOf(uuid: string): string {
  return userIamPrefix + uuid;
}

/** An `iam_id` of another identity provider, such as `IBMid-…`: nobody here has it. */
export function isForeignIamId(iamId: string): boolean {
  return !iamId.startsWith(userIamPrefix) && !iamId.startsWith(serviceIamPrefix + serviceIdPrefix);
}

/** An account's id is a UUID without its dashes: 32 hex digits. */
export function accountIdOf(uuid: string): string {
  return uuid.replaceAll("-", "");
}

export function isApiKeyId(value: string): boolean {
  return hasUuidAfter(value, apiKeyPrefix);
}

export function isServiceId(value: string): boolean {
  return hasUuidAfter(value, serviceIdPrefix);
}

export function isUserIamId(value: string): boolean {
  return hasUuidAfter(value, userIamPrefix);
}

export function isAccountId(value: string): boolean {
  return /^[0-9a-f]{32}$/.test(value);
}

/** `ServiceId-<uuid>` → `iam-ServiceId-<uuid>`, what policies and tokens name. */
export function iamIdOfServiceId(serviceId: string): string {
  return serviceIamPrefix + serviceId;
}

/** `iam-ServiceId-<uuid>` → `ServiceId-<uuid>`; null for people and anything else. */
export function serviceIdOfIamId(iamId: string): string | null {
  if (!iamId.startsWith(serviceIamPrefix)) return null;
  const serviceId = iamId.slice(serviceIamPrefix.length);
  return isServiceId(serviceId) ? serviceId : null;
}

export function crnOfApiKey(accountId: string, apiKeyId: string): string {
  return `crn:v1:wharfkey:public:iam-identity::a/${accountId}::apikey:${apiKeyId}`;
}

export function crnOfServiceId(accountId: string, serviceId: string): string {
  return `crn:v1:wharfkey:public:iam-identity::a/${accountId}::serviceid:${serviceId}`;
}

export function crnOfServiceIdGroup(accountId: string, groupId: string): string {
  return `crn:v1:wharfkey:public:iam-identity::a/${accountId}::serviceid_group:${groupId}`;
}

/**
 * The CRN that IBM gives the role, so that its SDKs' constants work: `crn:v1:bluemix:public:iam::::serviceRole:Reader`,
 * of an account's own role `crn:v1:bluemix:public:iam-access-management::a/<account>::customRole:<Name>`.
 */
export function crnOfRole(role: HeldRole, accountId: string): string {
  if (isCustomRole(role))
    return `crn:v1:bluemix:public:iam-access-management::a/${accountId}::customRole:${role.name}`;
  return `crn:v1:bluemix:public:iam::::${isServiceRole(role) ? "serviceRole" : "role"}:${role}`;
}

/**
 * The name of the role that a CRN means, with `iam` or `container-registry` as its service: one of ours, or what the
 * account's own role would be called. Null when it can be none of the account's.
 */
export function roleNameOfCrn(crn: string, accountId: string): string | null {
  const [, ours = ""] = /^crn:v1:(?:bluemix|ibmcloud|wharfkey):public:(.+)$/.exec(crn) ?? [];
  const own = `iam-access-management::a/${accountId}::customRole:`;
  const name = ours.startsWith(own) ? ours.slice(own.length) : "";
  if (isCustomRoleName(name)) return name;
  const [, kind, role = ""] =
    /^(?:iam|container-registry)::::(serviceRole|role):([A-Za-z]+)$/.exec(ours) ?? [];
  return isRole(role) && kind === (isServiceRole(role) ? "serviceRole" : "role") ? role : null;
}

function hasUuidAfter(value: string, prefix: string): boolean {
  return value.startsWith(prefix) && isUuid(value.slice(prefix.length));
}
