-- AlterTable
ALTER TABLE "usage_top" ADD COLUMN "place" SMALLINT NOT NULL DEFAULT 0;

UPDATE usage_top t SET place = ranked.place FROM (
  SELECT account_id, dimension, metric, at, value,
    row_number() OVER (PARTITION BY account_id, dimension, metric, at ORDER BY count DESC, value) AS place FROM usage_top
) ranked
WHERE (t.account_id, t.dimension, t.metric, t.at, t.value)
  = (ranked.account_id, ranked.dimension, ranked.metric, ranked.at, ranked.value);
ALTER TABLE "usage_top" ALTER COLUMN "place" DROP DEFAULT;

-- As before, with each one's place: often the first few of each day tell enough.
CREATE OR REPLACE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, metric, at, value, count, place)
    SELECT account_id, dimension, metric, at, value, count, place FROM (
      SELECT d.account_id, d.dimension, d.at, d.value, m.metric, m.count,
        row_number() OVER (PARTITION BY d.account_id, d.dimension, d.at, m.metric ORDER BY m.count DESC, d.value) AS place
      FROM (
        SELECT account_id, dimension, at, value, sum(logins) AS logins, sum(tokens) AS tokens, sum(pulls) AS pulls,
          sum(pushes) AS pushes, sum(deletes) AS deletes, sum(denials) AS denials
        FROM usage_day WHERE at = ANY(days) AND dimension IN ('key', 'identity', 'repository', 'address') GROUP BY 1, 2, 3, 4
      ) d CROSS JOIN LATERAL (VALUES ('logins', d.logins), ('tokens', d.tokens), ('pulls', d.pulls), ('pushes', d.pushes),
        ('deletes', d.deletes), ('denials', d.denials)) m(metric, count)
      WHERE m.count > 0
    ) ranked WHERE place <= 50;
$$;
