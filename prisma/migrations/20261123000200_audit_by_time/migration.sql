-- A period of a long chain is found without reading the rest of it.
CREATE INDEX "audit_event_chain_at_seq_idx" ON "audit_event"("chain", "at", "seq");
