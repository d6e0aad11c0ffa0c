-- The newest uses of a namespace from an index in their order, where each of the account was looked at. A request that names
-- others than the namespace of its repository is rare, so these have an index of their own.
CREATE INDEX "usage_event_namespace_idx" ON "usage_event"("account_id", "namespace", "at" DESC, "id" DESC) WHERE "namespace" IS NOT NULL;
CREATE INDEX "usage_event_other_namespaces_idx" ON "usage_event" USING GIN ("namespaces") WITH (fastupdate = off)
  WHERE cardinality("namespaces") > 0 AND "namespaces" <> ARRAY["namespace"];
-- Its denials from indexes alone.
CREATE INDEX "usage_event_denied_namespace_idx" ON "usage_event"("account_id", "namespace", "at" DESC, "id" DESC)
  INCLUDE ("apikey_id", "iam_id", "reason", "region", "repository", "client_name", "count", "repeat_of")
  WHERE "outcome" = 'denied' AND "namespace" IS NOT NULL;
DROP INDEX "usage_event_denied_key_idx";
CREATE INDEX "usage_event_denied_key_idx" ON "usage_event"("apikey_id", "at")
  INCLUDE ("account_id", "reason", "region", "namespace", "repository", "client_name", "count", "repeat_of") WHERE "outcome" = 'denied';
