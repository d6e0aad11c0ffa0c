import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { userIamIdOf } from "@/lib/domain/identifiers";
import type { EmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { createSecretKit, nextEntityTag, randomApiKey, type SecretKit } from "@/lib/platform/secret";
import { Secret } from "@/lib/platform/secret-type";
import { builtPortal, type Portal, startPortal } from "@/tests/support/portal";

export const namespace = "bench-team";
export const regionId = "us-south";

/** A database that portals are started on. */
export type World = {
  database: pg.Client;
  kit: SecretKit;
  accountId: string;
  administratorId: string;
  /** A portal of its own process; `token`: without pages. */
  portal(role?: "token" | "all"): Promise<Portal>;
  /** New keys, each of a service ID that writes to `bench-team`, or the administrator's own. */
  keys(count: number, owner?: "service-id" | "administrator"): Promise<{ id: string; value: string }[]>;
  /** A cookie header of an administrator of its own, who has just signed in: the first one may have a password to change. */
  cookie(): Promise<string>;
  close(): Promise<void>;
};

/** The database of `urls`, filled with so many keys and uses; null: it has what it needs. */
export const openWorld = async (
  urls: EmbeddedPostgres,
  secret: string,
  fill: { keys: number; events: number } | null,
): Promise<World> => {
  const env = {
    DATABASE_URL: urls.appUrl,
    DATABASE_MIGRATION_URL: urls.ownerUrl,
    WHARFKEY_SECRET: secret,
    WHARFKEY_ADMIN_PASSWORD: "benchmark password",
  };
  if (fill) await seed(env, fill);
  const database = new pg.Client(urls.ownerUrl);
  await database.connect();
  const { rows } = await database.query<{ account_id: string; user_id: string }>(
    `SELECT m.account_id, m.user_id FROM membership m JOIN "user" u ON u.id = m.user_id
     WHERE u.site_administrator AND m.role = 'administrator' ORDER BY m.created_at LIMIT 1`,
  );
  const { account_id: accountId = "", user_id: administratorId = "" } = rows[0] ?? {};
  await database.query(
    "INSERT INTO namespace (region_id, name, account_id, created_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    [regionId, namespace, accountId, administratorId],
  );
  const kit = createSecretKit(new Secret(secret));
  return {
    ...{ database, kit, accountId, administratorId },
    portal: (role = "token") => startPortal({ ...env, WHARFKEY_ROLE: role }, builtPortal),
    keys: (count, owner = "service-id") =>
      makeKeys(database, kit, { accountId, administratorId }, count, owner),
    async cookie() {
      const sid = randomUUID();
      const visitor = userIamIdOf(sid);
      await database.query(`INSERT INTO "user" (id, email, name, entity_tag) VALUES ($1, $2, 'Bench', $3)`, [
        visitor,
        `${sid}@bench.example`,
        nextEntityTag(),
      ]);
      await database.query(
        "INSERT INTO membership (account_id, user_id, role) VALUES ($1, $2, 'administrator')",
        [accountId, visitor],
      );
      await database.query(
        `INSERT INTO session (id, user_id, account_id, created_at, last_seen_at, authenticated_at, method, ip, user_agent)
         VALUES ($1, $2, $3, now(), now(), now(), 'password', '127.0.0.1', 'bench')`,
        [sid, visitor, accountId],
      );
      return `wharfkey-session=${await encode({ token: { sid }, secret: kit.sessionSecret.reveal() })}`;
    },
    close: () => database.end(),
  };
};

const seed = async (env: Record<string, string>, { keys, events }: { keys: number; events: number }) => {
  const words = ["--events", String(events), "--keys", String(keys)];
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/db-seed.ts", ...words], {
    env: { ...process.env, ...env, NODE_ENV: "production" },
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The database could not be filled; the lines above say why");
};

const makeKeys = async (
  database: pg.Client,
  kit: SecretKit,
  { accountId, administratorId }: { accountId: string; administratorId: string },
  count: number,
  owner: "service-id" | "administrator",
): Promise<{ id: string; value: string }[]> => {
  const made = Array.from({ length: count }, () => {
    const { publicId, value } = randomApiKey();
    const uuid = randomUUID();
    return {
      uuid,
      id: `ApiKey-${uuid}`,
      publicId,
      value: value.reveal(),
      digest: kit.digest(value.reveal()),
    };
  });
  const values = [made.map(({ uuid }) => uuid), accountId, administratorId, nextEntityTag()];
  if (owner === "service-id") {
    await database.query(
      `INSERT INTO service_id (id, iam_id, account_id, name, unique_instance_crns, created_by, entity_tag)
       SELECT 'ServiceId-' || u, 'iam-ServiceId-' || u, $2, 'bench', '{}', $3, $4 FROM unnest($1::uuid[]) u`,
      values,
    );
    await database.query(
      `INSERT INTO policy (id, account_id, subject_iam_id, roles, namespace, created_by, modified_by, entity_tag)
       SELECT u, $2, 'iam-ServiceId-' || u, '{Writer}', '${namespace}', $3, $3, $4 FROM unnest($1::uuid[]) u`,
      values,
    );
  }
  const [iamId, userId, serviceId] =
    owner === "service-id" ? ["'iam-ServiceId-' || u", "NULL", "'ServiceId-' || u"] : ["$3", "$3", "NULL"];
  await database.query(
    `INSERT INTO api_key (id, account_id, iam_id, user_id, service_id_id, public_id, digest, name, created_by, entity_tag)
     SELECT 'ApiKey-' || u, $2, ${iamId}, ${userId}, ${serviceId}, p, d, 'bench', $3, $4
     FROM unnest($1::uuid[], $5::text[], $6::bytea[]) AS k(u, p, d)`,
    [...values, made.map(({ publicId }) => publicId), made.map(({ digest }) => digest)],
  );
  return made.map(({ id, value }) => ({ id, value }));
};

const basic = (value: string) => ({
  authorization: `Basic ${Buffer.from(`iamapikey:${value}`).toString("base64")}`,
});

/** How a registry's client asks for a token with that key. */
export const registryTokenOf = (portal: Portal, service: string, value: string) => ({
  url: `${portal.url}/oauth/token?service=${service}&scope=repository:${namespace}/app:pull`,
  headers: basic(value),
});

export const serviceOf = async ({ database }: World): Promise<string> =>
  (await database.query("SELECT service FROM region WHERE id = $1", [regionId])).rows[0].service;
