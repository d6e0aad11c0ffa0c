import type pg from "pg";
import { type AccessContext, type Grant, grantsAt } from "@/lib/domain/policy";
import { rolesNamed } from "@/lib/domain/role";
import { runtime } from "@/lib/platform/runtime";
import { accessEpochSql } from "@/lib/platform/usage-committer";

/** Everything one credential request needs, from one prepared query. */
export type Credential = {
  region: { id: string; service: string; tokenTtlSeconds: number; offlineToken: boolean } | null;
  key: {
    id: string;
    accountId: string;
    iamId: string;
    name: string;
    expiresAt: Date | null;
    disabledAt: Date | null;
    deletedAt: Date | null;
    entityTag: string;
  } | null;
  owner: {
    kind: "user" | "service-id";
    id: string;
    name: string;
    email: string | null;
    siteAdministrator: boolean;
    /** Disabled everywhere (a person) or deleted (a service ID). */
    gone: boolean;
    /** A person's role in the key's account; null once the membership ended. */
    role: "administrator" | "auditor" | "member" | null;
  } | null;
  account: { accessTokenTtlSeconds: number; refreshTokenTtlSeconds: number } | null;
  /** What policies give at any time; what they give now is `grantsAt`. */
  grants: Grant[];
  /** Those of the asked namespaces that exist in the region and belong to the key's account. */
  ownNamespaces: ReadonlySet<string>;
  refreshToken: RefreshTokenRow | null;
  /** The account's epoch of access when this was looked up. */
  epoch: string | null;
  /** From the keyring: it decides only while its epoch lasts. */
  held: boolean;
};

export type RefreshTokenRow = {
  familyId: string;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
};

export type FindCredential = (
  lookup: CredentialLookup,
  service: string,
  namespaces: string[],
) => Promise<Credential>;

export type CredentialLookup =
  | { by: "digest"; digest: Buffer }
  | { by: "id"; id: string }
  | { by: "refresh-token"; digest: Buffer };

const join: Record<CredentialLookup["by"], string> = {
  digest: "LEFT JOIN refresh_token t ON false LEFT JOIN api_key k ON k.digest = $1",
  id: "LEFT JOIN refresh_token t ON false LEFT JOIN api_key k ON k.id = $1",
  "refresh-token": "LEFT JOIN refresh_token t ON t.digest = $1 LEFT JOIN api_key k ON k.id = t.api_key_id",
};

const sql = (by: CredentialLookup["by"]): string => `
SELECT r.id AS region_id, r.service, r.token_ttl_seconds, r.offline_token,
  k.id, k.account_id, k.iam_id, k.name, k.expires_at, k.disabled_at, k.deleted_at, k.entity_tag,
  k.user_id, u.name AS user_name, u.email, u.disabled_at AS user_disabled_at, u.site_administrator, m.role,
  k.service_id_id, s.name AS service_id_name, s.deleted_at AS service_id_deleted_at,
  a.access_token_ttl_seconds, a.refresh_token_ttl_seconds,
  t.family_id, t.expires_at AS token_expires_at, t.used_at, t.revoked_at,
  (SELECT json_agg(json_build_object('policyId', p.id, 'roles', p.roles, 'region', p.region, 'namespace', p.namespace,
      'repositoryPattern', p.repository_pattern, 'condition', p.condition)) FROM (
    SELECT * FROM policy WHERE account_id = k.account_id AND subject_iam_id = k.iam_id
    UNION ALL
    SELECT p.* FROM access_group_member g JOIN policy p ON p.access_group_id = g.group_id
      WHERE g.iam_id = k.iam_id AND p.account_id = k.account_id) AS p
    WHERE p.tags IS NULL) AS grants,
  (SELECT json_agg(json_build_object('name', c.name, 'displayName', c.display_name, 'description', c.description,
      'actions', c.actions)) FROM custom_role c WHERE c.account_id = k.account_id) AS custom_roles,
  (SELECT array_agg(n.name) FROM namespace n
    WHERE n.region_id = r.id AND n.account_id = k.account_id AND n.name = ANY($3)) AS own_namespaces,
  ${accessEpochSql("k.account_id")} AS epoch
FROM (VALUES (1)) AS one
LEFT JOIN region r ON r.service = $2
${join[by]}
LEFT JOIN account a ON a.id = k.account_id
LEFT JOIN "user" u ON u.id = k.user_id
LEFT JOIN membership m ON m.account_id = k.account_id AND m.user_id = k.user_id
LEFT JOIN service_id s ON s.id = k.service_id_id`;

const texts = { digest: sql("digest"), id: sql("id"), "refresh-token": sql("refresh-token") };

/**
 * Finds a credential and all that decides about it, in one query and without the keyring.
 * @param service the registry's service, or "" where no registry is asked for
 * @param namespaces the namespaces that the request names
 */
export const findCredential = async (
  lookup: CredentialLookup,
  service: string,
  namespaces: string[],
  client: Pick<pg.Pool, "query"> = runtime().credentialPool,
): Promise<Credential> => {
  const { rows } = await client.query({
    name: `credential-${lookup.by}`,
    text: texts[lookup.by],
    values: [lookup.by === "id" ? lookup.id : lookup.digest, service, namespaces],
  });
  const row = rows[0];
  return {
    region: row.region_id && {
      id: row.region_id,
      service: row.service,
      tokenTtlSeconds: row.token_ttl_seconds,
      offlineToken: row.offline_token,
    },
    key: row.id && {
      id: row.id,
      accountId: row.account_id,
      iamId: row.iam_id,
      name: row.name,
      expiresAt: row.expires_at,
      disabledAt: row.disabled_at,
      deletedAt: row.deleted_at,
      entityTag: row.entity_tag,
    },
    owner: row.id && {
      kind: row.user_id ? "user" : "service-id",
      id: row.user_id ?? row.service_id_id,
      name: row.user_id ? row.user_name : row.service_id_name,
      email: row.email,
      siteAdministrator: row.site_administrator === true,
      gone: Boolean(row.user_disabled_at ?? row.service_id_deleted_at),
      role: row.role,
    },
    account: row.id && {
      accessTokenTtlSeconds: row.access_token_ttl_seconds,
      refreshTokenTtlSeconds: row.refresh_token_ttl_seconds,
    },
    grants: ((row.grants ?? []) as (Grant & { roles: string[] })[]).map((grant) => ({
      ...grant,
      roles: rolesNamed(grant.roles, row.custom_roles ?? []),
    })),
    ownNamespaces: new Set(row.own_namespaces ?? []),
    refreshToken: row.family_id && {
      familyId: row.family_id,
      expiresAt: row.token_expires_at,
      usedAt: row.used_at,
      revokedAt: row.revoked_at,
    },
    epoch: row.epoch,
    held: false,
  };
};

/** What decides about a credential's scopes in a region at that instant. An auditor's policies give nothing. */
export const accessOf = (
  { owner, grants, ownNamespaces }: Credential,
  region: string,
  now: Date,
): AccessContext => {
  const held = owner?.role === "auditor" ? [] : grants;
  const holding = grantsAt(held, now);
  return {
    region,
    ownNamespaces,
    grants: holding,
    asleep: held.filter((grant) => !holding.includes(grant)),
    administrator: owner?.role === "administrator",
  };
};

export type KeyRefusal = "deleted" | "disabled" | "expired" | "membership-ended" | "owner-gone";

/** Why a known key is refused now, or null. Said only to who holds the whole secret. */
export const keyRefusal = ({ key, owner }: Credential, now: Date): KeyRefusal | null => {
  if (!key || !owner) return null;
  if (key.deletedAt) return "deleted";
  if (owner.gone) return "owner-gone";
  if (key.disabledAt) return "disabled";
  if (key.expiresAt && key.expiresAt <= now) return "expired";
  if (owner.kind === "user" && !owner.role) return "membership-ended";
  return null;
};

const day = (at: Date | null): string => (at ? at.toISOString().slice(0, 10) : "");

/** One sentence for the person whose tool was refused: what happened and what to do. */
export const refusalSentence = (refusal: KeyRefusal, { key, owner }: Credential): string => {
  const name = `API key "${key?.name ?? ""}"`;
  switch (refusal) {
    case "deleted":
      return `${name} was deleted on ${day(key?.deletedAt ?? null)}: create a new key.`;
    case "disabled":
      return `${name} is disabled since ${day(key?.disabledAt ?? null)}: enable it in Wharfkey or use another key.`;
    case "expired":
      return `${name} expired on ${day(key?.expiresAt ?? null)}: create a new key on the same ${
        owner?.kind === "user" ? "person" : "service ID"
      }, access stays the same.`;
    case "membership-ended":
      return `${name} belongs to a person who is no longer a member of its account: use a key of a member.`;
    case "owner-gone":
      return owner?.kind === "user"
        ? `${name} belongs to a person who is disabled: ask an administrator.`
        : `${name} belongs to a service ID that was deleted: create a new service ID and key.`;
  }
};
