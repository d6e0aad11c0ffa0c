-- Whether a key's used_at knows of a use: keys that were never used are told by it, and by the few first uses that it
-- doesn't know yet. The default first holds for the rows there are, without writing them.
ALTER TABLE "api_key_activity" ADD COLUMN "taken_up" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "api_key_activity" ALTER COLUMN "taken_up" SET DEFAULT false;
UPDATE "api_key_activity" a SET "taken_up" = false FROM "api_key" k WHERE k."id" = a."api_key_id" AND k."used_at" = '1970-01-01 00:00:00 +00:00';
CREATE INDEX "api_key_activity_not_taken_up_idx" ON "api_key_activity"("api_key_id") WHERE NOT "taken_up";

-- Only live keys are listed and counted. In order of creation findings are told by the index alone.
DROP INDEX "api_key_findings_idx";
DROP INDEX "api_key_account_id_created_at_id_idx";
DROP INDEX "api_key_account_id_used_at_id_idx";
DROP INDEX "api_key_account_id_expires_at_id_idx";
DROP INDEX "api_key_account_id_person_id_created_at_id_idx";
CREATE INDEX "api_key_created_idx" ON "api_key"("account_id", "created_at", "id")
  INCLUDE ("expires_at", "disabled_at", "used_at", "broader", "person_id", "user_id") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_used_idx" ON "api_key"("account_id", "used_at", "id") INCLUDE ("created_at") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_expires_idx" ON "api_key"("account_id", "expires_at", "id") INCLUDE ("disabled_at") WHERE "deleted_at" IS NULL;
CREATE INDEX "api_key_person_idx" ON "api_key"("account_id", "person_id", "created_at", "id") WHERE "deleted_at" IS NULL;

-- What findings are counted by. An account's keys share their entries there: some ten bytes for a key, which is in one of
-- the first two and seldom in another.
CREATE INDEX "api_key_ending_idx" ON "api_key"("account_id") WHERE "deleted_at" IS NULL AND "expires_at" IS NOT NULL;
CREATE INDEX "api_key_endless_idx" ON "api_key"("account_id") WHERE "deleted_at" IS NULL AND "expires_at" IS NULL;
CREATE INDEX "api_key_disabled_idx" ON "api_key"("account_id") WHERE "deleted_at" IS NULL AND "disabled_at" IS NOT NULL;
CREATE INDEX "api_key_broader_idx" ON "api_key"("account_id") WHERE "deleted_at" IS NULL AND "broader";
