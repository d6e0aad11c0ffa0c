-- Entries are few and small; written at once, so that no token waits for a list of them to be sorted in.
CREATE INDEX "usage_event_namespaces_idx" ON "usage_event" USING GIN ("namespaces") WITH (fastupdate = off);
