-- CreateTable
CREATE TABLE "usage_rollup" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "usage_rollup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_stale" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "hour" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_stale_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_hour" (
    "account_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "region" TEXT,
    "client_name" TEXT NOT NULL,
    "logins" BIGINT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "pulls" BIGINT NOT NULL,
    "pushes" BIGINT NOT NULL,
    "mounts" BIGINT NOT NULL,
    "deletes" BIGINT NOT NULL,
    "denials" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "usage_day" (
    "account_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "region" TEXT,
    "client_name" TEXT NOT NULL,
    "logins" BIGINT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "pulls" BIGINT NOT NULL,
    "pushes" BIGINT NOT NULL,
    "mounts" BIGINT NOT NULL,
    "deletes" BIGINT NOT NULL,
    "denials" BIGINT NOT NULL
);

-- CreateIndex
CREATE INDEX "usage_stale_hour_idx" ON "usage_stale"("hour");

-- CreateIndex
CREATE INDEX "usage_hour_account_id_dimension_value_at_idx" ON "usage_hour"("account_id", "dimension", "value", "at");

-- CreateIndex
CREATE INDEX "usage_hour_at_idx" ON "usage_hour"("at");

-- CreateIndex
CREATE INDEX "usage_day_account_id_dimension_at_idx" ON "usage_day"("account_id", "dimension", "at");

-- CreateIndex
CREATE INDEX "usage_day_at_idx" ON "usage_day"("at");

INSERT INTO "usage_rollup" DEFAULT VALUES;

-- A row that comes for an hour which is rolled up already marks that hour: it is read from the rows until it is
-- rolled up anew. The shared lock lets the watermark pass only while no row is on its way; plpgsql reads it with a
-- new snapshot, so a row that waited for the watermark sees the new one.
CREATE FUNCTION "mark_stale_usage"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(72707372);
  INSERT INTO usage_stale (hour)
    SELECT DISTINCT date_trunc('hour', at, 'UTC') FROM changed
    WHERE at < (SELECT until FROM usage_rollup);
  RETURN NULL;
END $$;
CREATE TRIGGER "usage_event_stale_insert" AFTER INSERT ON "usage_event"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_stale_usage"();
CREATE TRIGGER "usage_event_stale_update" AFTER UPDATE ON "usage_event"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_stale_usage"();
CREATE TRIGGER "usage_event_stale_delete" AFTER DELETE ON "usage_event"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "mark_stale_usage"();

-- Drops the partitions of months that ended before `before`. Runs as the owner, so that the portal's role needs no
-- DDL right; what is dropped is the caller's promise that every account's retention has passed.
CREATE FUNCTION "drop_usage_partition"("month" timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  lower_bound timestamptz := date_trunc('month', "month");
  name text := 'usage_event_' || to_char(lower_bound, 'YYYY_MM');
BEGIN
  -- Twice checked: no account keeps this month.
  IF lower_bound + interval '1 month' > date_trunc('month', now()) - make_interval(months =>
      greatest(1, coalesce((SELECT max(usage_retention_months) FROM account), 1)))
     OR EXISTS (SELECT FROM account WHERE usage_retention_months = 0) THEN
    RETURN false;
  END IF;
  IF to_regclass(name) IS NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(72707370);
  EXECUTE format('DROP TABLE %I', name);
  DELETE FROM usage_hour WHERE at >= lower_bound AND at < lower_bound + interval '1 month';
  DELETE FROM usage_day WHERE at >= lower_bound AND at < lower_bound + interval '1 month';
  RETURN true;
END $$;
