-- CreateTable
CREATE TABLE "usage_top" (
    "account_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "usage_top_pkey" PRIMARY KEY ("account_id","dimension","metric","at","value")
);

-- CreateIndex
CREATE INDEX "usage_top_at_idx" ON "usage_top" USING BRIN ("at");

-- The 50 largest values of days, by each metric; lib/services/usage-top.ts knows the number.
CREATE FUNCTION "count_usage_top"("days" timestamptz[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM usage_top WHERE at = ANY(days);
  INSERT INTO usage_top (account_id, dimension, metric, at, value, count)
    SELECT account_id, dimension, metric, at, value, count FROM (
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
SELECT count_usage_top(ARRAY[at]) FROM (SELECT DISTINCT at FROM usage_day) day;

-- Whoever writes a day's counts, an older portal beside a newer one too: its largest follow in the same transaction.
CREATE FUNCTION "follow_usage_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_usage_top(array_agg(at)) FROM (
    SELECT DISTINCT at FROM changed WHERE dimension IN ('key', 'identity', 'repository', 'address')
  ) day HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER "usage_day_top_insert" AFTER INSERT ON "usage_day"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "follow_usage_day"();
CREATE TRIGGER "usage_day_top_delete" AFTER DELETE ON "usage_day"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "follow_usage_day"();
