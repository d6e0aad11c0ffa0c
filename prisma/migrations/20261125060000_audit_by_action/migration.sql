-- An action, or all that begin with it, in databases of any collation. Every row has one: the condition keeps the
-- index out of what schema.prisma has to say, which can't name this operator class.
CREATE INDEX "audit_event_chain_action_seq_idx" ON "audit_event"("chain", "action" text_pattern_ops, "seq")
  WHERE "action" IS NOT NULL;
