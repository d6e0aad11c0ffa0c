-- How often a key was denied for a cause, from an index alone.
CREATE INDEX "usage_event_denied_key_idx" ON "usage_event"("apikey_id", "at")
  INCLUDE ("account_id", "reason", "region", "repository", "count", "repeat_of") WHERE "outcome" = 'denied';

-- Parts of names by trigrams, where the owner may install them (any database owner may, in PostgreSQL as it comes). Without
-- them a search reads every name.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "api_key_name_trgm_idx" ON "api_key" USING GIN ("name" gin_trgm_ops);
  CREATE INDEX "service_id_name_trgm_idx" ON "service_id" USING GIN ("name" gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'No trigrams here (%), so a search for a name reads all names.', SQLERRM;
END $$;

-- Only live keys are counted by their findings.
DROP INDEX "api_key_findings_idx";
CREATE INDEX "api_key_findings_idx" ON "api_key"("account_id", "created_at", "expires_at", "disabled_at", "used_at", "broader", "person_id", "user_id")
  WHERE "deleted_at" IS NULL;
