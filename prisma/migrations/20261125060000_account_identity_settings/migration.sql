-- An account's own limits on its people's sessions, and the rest of IAM's account settings.
ALTER TABLE "account" ADD COLUMN "session_ttl_seconds" INTEGER,
ADD COLUMN "session_idle_seconds" INTEGER,
ADD COLUMN "session_count_max" INTEGER,
ADD COLUMN "identity_settings" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "history" JSONB NOT NULL DEFAULT '[]';
