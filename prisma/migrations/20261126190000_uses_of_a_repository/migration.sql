-- Who used a repository, from an index alone: its uses lie scattered, and a large one has a page of the table for each.
CREATE INDEX "usage_event_repository_idx" ON "usage_event"("repository", "at")
  INCLUDE ("account_id", "action", "outcome", "count", "repeat_of", "region", "client_name", "apikey_id", "iam_id", "ip", "namespace")
  WHERE "repository" IS NOT NULL;
