import pg from "pg";
import { findEmbeddedPostgres } from "@/lib/platform/embedded-postgres";
import { runtime } from "@/lib/platform/runtime";
import { seedMail } from "./state";

/** What the portal keeps of each key's last use. */
export const keepLastUses = async (): Promise<void> => {
  await runtime().pool.query(
    `INSERT INTO api_key_activity AS a (api_key_id, last_authn, authn_count, last_ip, last_client, last_region)
     SELECT u.apikey_id, u.at, u.count, e.ip, trim(e.client_name || ' ' || e.client_version), e.region
     FROM (SELECT apikey_id, max(at) AS at, count(*) FROM usage_event
       WHERE source = 'portal' AND outcome <> 'denied' AND apikey_id IS NOT NULL GROUP BY 1) u
     JOIN api_key k ON k.id = u.apikey_id JOIN "user" p ON p.id = k.person_id AND p.email LIKE '%@' || $1
     CROSS JOIN LATERAL (SELECT * FROM usage_event e WHERE e.apikey_id = u.apikey_id AND e.at = u.at LIMIT 1) e
     ON CONFLICT (api_key_id) DO UPDATE SET last_authn = excluded.last_authn, authn_count = excluded.authn_count,
       last_ip = excluded.last_ip, last_client = excluded.last_client, last_region = excluded.last_region`,
    [seedMail],
  );
};

/**
 * The planner's figures, which after so many new rows must not wait for autovacuum; the tables are their owner's.
 * @param vacuum also notes which pages everyone sees, so that an index alone can answer
 */
export const analyze = async ({ vacuum = false } = {}): Promise<void> => {
  const { config } = runtime();
  const ownerUrl =
    config.databaseMigrationUrl ?? config.databaseUrl ?? findEmbeddedPostgres(config.dataDir)?.ownerUrl;
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query(vacuum ? "VACUUM (ANALYZE)" : "ANALYZE");
  } finally {
    await owner.end();
  }
};
