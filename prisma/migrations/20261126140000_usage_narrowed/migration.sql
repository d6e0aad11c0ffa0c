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

-- What a region, a client, or both narrow, too: their 20 largest, 50 of all; and of a namespace where it has more than 40.
-- lib/services/usage-top.ts knows the numbers. Sorted by numbers: by texts it takes four times as long.
CREATE OR REPLACE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, narrow, metric, at, value, count, place)
    WITH day AS MATERIALIZED (
      SELECT * FROM usage_day WHERE at = ANY(days) AND dimension IN ('key', 'identity', 'repository', 'address')
    ), counted AS MATERIALIZED (
      SELECT account_id, dimension, at, value,
        concat_ws(' ', 'region ' || CASE WHEN grouping(region) = 0 THEN region END,
          'client ' || CASE WHEN grouping(client_name) = 0 THEN client_name END) AS narrow,
        sum(logins)::int8 AS logins, sum(tokens)::int8 AS tokens, sum(pulls)::int8 AS pulls, sum(pushes)::int8 AS pushes,
        sum(deletes)::int8 AS deletes, sum(denials)::int8 AS denials
      FROM day GROUP BY account_id, dimension, at, value, GROUPING SETS ((), (region), (client_name), (region, client_name))
      HAVING grouping(region) = 1 OR region IS NOT NULL
      UNION ALL
      SELECT account_id, dimension, at, value, 'namespace ' || name, sum(logins)::int8, sum(tokens)::int8, sum(pulls)::int8,
        sum(pushes)::int8, sum(deletes)::int8, sum(denials)::int8
      FROM day CROSS JOIN LATERAL (SELECT DISTINCT unnest(namespaces)) AS named(name) GROUP BY 1, 2, 3, 4, name
    ), slice AS (
      SELECT account_id, dimension, narrow, at, row_number() OVER () AS number FROM counted
      GROUP BY account_id, dimension, narrow, at HAVING narrow NOT LIKE 'namespace %' OR count(*) > 40
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
