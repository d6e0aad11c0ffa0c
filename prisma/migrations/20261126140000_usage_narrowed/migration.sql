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

-- Of a region and of a client alone, too: their 20 largest, 50 of all. lib/services/usage-top.ts knows the numbers. Sorted by
-- numbers: by texts it takes four times as long.
CREATE OR REPLACE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, narrow, metric, at, value, count, place)
    WITH counted AS MATERIALIZED (
      SELECT account_id, dimension, at, value,
        CASE WHEN grouping(region) = 0 THEN 'region ' || region WHEN grouping(client_name) = 0 THEN 'client ' || client_name
          ELSE '' END AS narrow,
        sum(logins)::int8 AS logins, sum(tokens)::int8 AS tokens, sum(pulls)::int8 AS pulls, sum(pushes)::int8 AS pushes,
        sum(deletes)::int8 AS deletes, sum(denials)::int8 AS denials
      FROM usage_day WHERE at = ANY(days) AND dimension IN ('key', 'identity', 'repository', 'address')
      GROUP BY account_id, dimension, at, value, GROUPING SETS ((), (region), (client_name))
      HAVING grouping(region) = 1 OR region IS NOT NULL
    ), slice AS (
      SELECT account_id, dimension, narrow, at, row_number() OVER () AS number FROM counted
      GROUP BY account_id, dimension, narrow, at
    )
    SELECT account_id, dimension, narrow, (ARRAY['logins', 'tokens', 'pulls', 'pushes', 'deletes', 'denials'])[metric], at,
      value, count, place
    FROM (
      SELECT account_id, dimension, narrow, at, d.value, m.metric, m.count,
        row_number() OVER (PARTITION BY slice.number, m.metric ORDER BY m.count DESC) AS place
      FROM counted d JOIN slice USING (account_id, dimension, narrow, at) CROSS JOIN LATERAL (VALUES (1, d.logins),
        (2, d.tokens), (3, d.pulls), (4, d.pushes), (5, d.deletes), (6, d.denials)) m(metric, count)
      WHERE m.count > 0
    ) ranked WHERE place <= CASE narrow WHEN '' THEN 50 ELSE 20 END;
$$;
