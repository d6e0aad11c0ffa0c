-- What is counted is counted anew, newest first: until then pages read the uses themselves.
TRUNCATE usage_hour, usage_day, usage_piece, usage_top, usage_stale, usage_stale_piece;
UPDATE usage_rollup SET until = NULL, pieces_until = NULL;

-- AlterTable
ALTER TABLE "usage_day" ADD COLUMN     "namespaces" TEXT[] NOT NULL;

-- AlterTable
ALTER TABLE "usage_hour" ADD COLUMN     "namespaces" TEXT[] NOT NULL;

-- AlterTable
ALTER TABLE "usage_piece" ADD COLUMN     "namespaces" TEXT[] NOT NULL;

-- AlterTable
ALTER TABLE "usage_top" DROP CONSTRAINT "usage_top_pkey",
ADD COLUMN     "narrow" TEXT NOT NULL,
ADD CONSTRAINT "usage_top_pkey" PRIMARY KEY ("account_id", "dimension", "narrow", "metric", "at", "value");

-- A request may name so many that no index could hold them; hardly one names several.
CREATE INDEX "usage_day_namespace_idx" ON "usage_day"("account_id", "dimension", "namespaces", "at") WHERE cardinality("namespaces") = 1;
CREATE INDEX "usage_day_namespaces_idx" ON "usage_day"("account_id", "dimension", "at") WHERE cardinality("namespaces") > 1;

-- CreateIndex
CREATE INDEX "usage_event_ip_at_idx" ON "usage_event"("ip", "at");

-- CreateIndex
CREATE INDEX "usage_event_repository_at_idx" ON "usage_event"("repository", "at");

-- Of a region and of a client alone, too: their 20 largest, 50 of all. lib/services/usage-top.ts knows the numbers.
CREATE OR REPLACE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, narrow, metric, at, value, count, place)
    SELECT account_id, dimension, narrow, metric, at, value, count, place FROM (
      SELECT d.account_id, d.dimension, d.narrow, d.at, d.value, m.metric, m.count,
        row_number() OVER (PARTITION BY d.account_id, d.dimension, d.narrow, d.at, m.metric ORDER BY m.count DESC, d.value) AS place
      FROM (
        SELECT account_id, dimension, at, value,
          CASE WHEN grouping(region) = 0 THEN 'region ' || region WHEN grouping(client_name) = 0 THEN 'client ' || client_name
            ELSE '' END AS narrow,
          sum(logins) AS logins, sum(tokens) AS tokens, sum(pulls) AS pulls, sum(pushes) AS pushes,
          sum(deletes) AS deletes, sum(denials) AS denials
        FROM usage_day WHERE at = ANY(days) AND dimension IN ('key', 'identity', 'repository', 'address')
        GROUP BY account_id, dimension, at, value, GROUPING SETS ((), (region), (client_name))
        HAVING grouping(region) = 1 OR region IS NOT NULL
      ) d CROSS JOIN LATERAL (VALUES ('logins', d.logins), ('tokens', d.tokens), ('pulls', d.pulls), ('pushes', d.pushes),
        ('deletes', d.deletes), ('denials', d.denials)) m(metric, count)
      WHERE m.count > 0
    ) ranked WHERE place <= CASE narrow WHEN '' THEN 50 ELSE 20 END;
$$;
