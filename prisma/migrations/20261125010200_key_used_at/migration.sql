-- About when a key was used last: lists sort and count by it while a use changes no index.
ALTER TABLE "api_key" ADD COLUMN "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00';
UPDATE "api_key" k SET "used_at" = a."last_authn" FROM "api_key_activity" a WHERE a."api_key_id" = k."id" AND a."last_authn" IS NOT NULL;
CREATE INDEX "api_key_account_id_used_at_id_idx" ON "api_key"("account_id", "used_at", "id");
-- Everything that findings are counted by: counting reads this alone.
CREATE INDEX "api_key_findings_idx" ON "api_key"("account_id", "deleted_at", "created_at", "expires_at", "disabled_at", "used_at", "broader", "person_id", "user_id");
