-- Denials that a client narrows from an index alone.
DROP INDEX "usage_event_denied_idx";
CREATE INDEX "usage_event_denied_idx" ON "usage_event"("account_id", "at" DESC, "id" DESC)
  INCLUDE ("apikey_id", "iam_id", "reason", "region", "repository", "client_name", "count", "repeat_of") WHERE "outcome" = 'denied';

-- Starting workers takes a statement of a page longer than they save it. A database's owner may say so; who isn't, reads how.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET max_parallel_workers_per_gather = 0', current_database());
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'This database keeps starting workers (%), so its owner should ALTER DATABASE … SET max_parallel_workers_per_gather = 0.', SQLERRM;
END $$;
