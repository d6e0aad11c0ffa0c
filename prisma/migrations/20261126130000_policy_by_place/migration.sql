-- Who reaches a namespace.
CREATE INDEX "policy_account_id_namespace_idx" ON "policy"("account_id", "namespace");
