-- AlterTable
ALTER TABLE "usage_rollup" ADD COLUMN "pieces_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "usage_stale_piece" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_stale_piece_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_piece" (
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
CREATE INDEX "usage_piece_account_id_dimension_at_value_idx" ON "usage_piece"("account_id", "dimension", "at", "value");

-- CreateIndex
CREATE INDEX "usage_piece_at_idx" ON "usage_piece" USING BRIN ("at");

-- A row of an hour that is counted marks that hour, one of a piece that is counted that piece. What is newer, as mostly, marks
-- nothing. The shared lock lets what is counted grow only while no row is on its way; plpgsql reads until when with a new
-- snapshot, so a row that waited sees the new one.
CREATE OR REPLACE FUNCTION "mark_stale_usage"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted usage_rollup;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(72707372);
  SELECT * INTO counted FROM usage_rollup;
  IF EXISTS (SELECT FROM changed WHERE at < greatest(counted.until, counted.pieces_until)) THEN
    INSERT INTO usage_stale (hour)
      SELECT DISTINCT date_trunc('hour', at, 'UTC') FROM changed WHERE at < counted.until;
    INSERT INTO usage_stale_piece (at)
      SELECT DISTINCT date_bin('5 minutes', at, 'epoch') FROM changed
      WHERE at >= coalesce(counted.until, '-infinity') AND at < counted.pieces_until;
  END IF;
  RETURN NULL;
END $$;
