-- A day's largest namespaces too; lib/services/usage-top.ts knows the number.
CREATE OR REPLACE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, metric, at, value, count)
    SELECT account_id, dimension, metric, at, value, count FROM (
      SELECT d.account_id, d.dimension, d.at, d.value, m.metric, m.count,
        row_number() OVER (PARTITION BY d.account_id, d.dimension, d.at, m.metric ORDER BY m.count DESC, d.value) AS place
      FROM (
        SELECT account_id, dimension, at, value, sum(logins) AS logins, sum(tokens) AS tokens, sum(pulls) AS pulls,
          sum(pushes) AS pushes, sum(deletes) AS deletes, sum(denials) AS denials
        FROM usage_day WHERE at = ANY(days) AND dimension IN ('namespace', 'key', 'identity', 'repository', 'address')
        GROUP BY 1, 2, 3, 4
      ) d CROSS JOIN LATERAL (VALUES ('logins', d.logins), ('tokens', d.tokens), ('pulls', d.pulls), ('pushes', d.pushes),
        ('deletes', d.deletes), ('denials', d.denials)) m(metric, count)
      WHERE m.count > 0
    ) ranked WHERE place <= 50;
$$;

-- A day's namespaces are written by a statement of their own, before the other four.
CREATE OR REPLACE FUNCTION "follow_usage_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_usage_top(array_agg(at)) FROM (
    SELECT DISTINCT at FROM changed WHERE dimension IN ('namespace', 'key', 'identity', 'repository', 'address')
  ) day HAVING count(*) > 0;
  RETURN NULL;
END $$;

INSERT INTO usage_top (account_id, dimension, metric, at, value, count)
  SELECT account_id, 'namespace', metric, at, value, count FROM (
    SELECT d.account_id, d.at, d.value, m.metric, m.count,
      row_number() OVER (PARTITION BY d.account_id, d.at, m.metric ORDER BY m.count DESC, d.value) AS place
    FROM (
      SELECT account_id, at, value, sum(logins) AS logins, sum(tokens) AS tokens, sum(pulls) AS pulls,
        sum(pushes) AS pushes, sum(deletes) AS deletes, sum(denials) AS denials
      FROM usage_day WHERE dimension = 'namespace' GROUP BY 1, 2, 3
    ) d CROSS JOIN LATERAL (VALUES ('logins', d.logins), ('tokens', d.tokens), ('pulls', d.pulls), ('pushes', d.pushes),
      ('deletes', d.deletes), ('denials', d.denials)) m(metric, count)
    WHERE m.count > 0
  ) ranked WHERE place <= 50;
