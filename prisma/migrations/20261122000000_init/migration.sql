-- CreateEnum
CREATE TYPE "AccountRole" AS ENUM ('administrator', 'auditor', 'member');

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "access_token_ttl_seconds" INTEGER NOT NULL DEFAULT 3600,
    "refresh_token_ttl_seconds" INTEGER NOT NULL DEFAULT 259200,
    "usage_retention_months" INTEGER NOT NULL DEFAULT 13,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "oidc_issuer" TEXT,
    "oidc_subject" TEXT,
    "site_administrator" BOOLEAN NOT NULL DEFAULT false,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "account_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" "AccountRole" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("account_id","user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "account_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "method" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "AccountRole" NOT NULL,
    "token_digest" BYTEA NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "id" TEXT NOT NULL,
    "former_name" TEXT,
    "name" TEXT NOT NULL,
    "name_de" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "token_ttl_seconds" INTEGER NOT NULL DEFAULT 300,
    "offline_token" BOOLEAN NOT NULL DEFAULT false,
    "webhook_secret" BYTEA NOT NULL,
    "webhook_secret_previous" BYTEA,
    "webhook_rotated_at" TIMESTAMPTZ(3),
    "last_event_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "region_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "namespace" (
    "region_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "namespace_pkey" PRIMARY KEY ("region_id","name")
);

-- CreateTable
CREATE TABLE "service_id_group" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "service_id_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_id" (
    "id" TEXT NOT NULL,
    "iam_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "group_id" UUID,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unique_instance_crns" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "entity_tag" TEXT NOT NULL,
    "history" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "service_id_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "iam_id" TEXT NOT NULL,
    "user_id" TEXT,
    "service_id_id" TEXT,
    "public_id" TEXT,
    "digest" BYTEA NOT NULL,
    "pepper_version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "locked_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "action_when_leaked" TEXT NOT NULL DEFAULT 'none',
    "support_sessions" BOOLEAN NOT NULL DEFAULT false,
    "entity_tag" TEXT NOT NULL,
    "history" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key_activity" (
    "api_key_id" TEXT NOT NULL,
    "last_authn" TIMESTAMPTZ(3),
    "authn_count" BIGINT NOT NULL DEFAULT 0,
    "last_ip" TEXT,
    "last_client" TEXT,
    "last_region" TEXT,
    "failed_count" BIGINT NOT NULL DEFAULT 0,
    "last_failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_activity_pkey" PRIMARY KEY ("api_key_id")
);

-- CreateTable
CREATE TABLE "access_group" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "modified_by" TEXT NOT NULL,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "access_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_group_member" (
    "group_id" TEXT NOT NULL,
    "iam_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "access_group_member_pkey" PRIMARY KEY ("group_id","iam_id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "subject_iam_id" TEXT,
    "access_group_id" TEXT,
    "roles" TEXT[],
    "region" TEXT,
    "namespace" TEXT,
    "repository_pattern" TEXT,
    "description" TEXT,
    "document" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "modified_by" TEXT NOT NULL,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refresh_token" (
    "digest" BYTEA NOT NULL,
    "family_id" UUID NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "iam_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_token_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "certificate" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "apikey_id" TEXT,
    "iam_id" TEXT,
    "account_id" TEXT,
    "region" TEXT,
    "namespace" TEXT,
    "repository" TEXT,
    "tag" TEXT,
    "digest" TEXT,
    "requested" TEXT[],
    "granted" TEXT[],
    "namespaces" TEXT[],
    "username" TEXT,
    "client_name" TEXT NOT NULL,
    "client_version" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "token_id" UUID,
    "request_id" TEXT,
    "repeat_of" UUID,
    "repeat_key" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,
    "detail" JSONB,

    CONSTRAINT "usage_event_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "registry_event" (
    "region_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "parked" TEXT,

    CONSTRAINT "registry_event_pkey" PRIMARY KEY ("region_id","event_id")
);

-- CreateTable
CREATE TABLE "pushed_tag" (
    "region" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "pushed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pushed_tag_pkey" PRIMARY KEY ("region","repository","digest")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "chain" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_iam_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "actor_apikey_id" TEXT,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "correlation_id" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_oidc_issuer_oidc_subject_key" ON "user"("oidc_issuer", "oidc_subject");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "session_user_id_revoked_at_idx" ON "session"("user_id", "revoked_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_digest_key" ON "invitation"("token_digest");

-- CreateIndex
CREATE INDEX "invitation_account_id_created_at_idx" ON "invitation"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "region_former_name_key" ON "region"("former_name");

-- CreateIndex
CREATE UNIQUE INDEX "region_host_key" ON "region"("host");

-- CreateIndex
CREATE UNIQUE INDEX "region_service_key" ON "region"("service");

-- CreateIndex
CREATE INDEX "namespace_account_id_name_idx" ON "namespace"("account_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "service_id_group_account_id_name_key" ON "service_id_group"("account_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "service_id_iam_id_key" ON "service_id"("iam_id");

-- CreateIndex
CREATE INDEX "service_id_account_id_created_at_id_idx" ON "service_id"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "service_id_account_id_created_by_idx" ON "service_id"("account_id", "created_by");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_public_id_key" ON "api_key"("public_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_digest_key" ON "api_key"("digest");

-- CreateIndex
CREATE INDEX "api_key_account_id_created_at_id_idx" ON "api_key"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "api_key_account_id_iam_id_idx" ON "api_key"("account_id", "iam_id");

-- CreateIndex
CREATE INDEX "api_key_service_id_id_idx" ON "api_key"("service_id_id");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_group_account_id_name_key" ON "access_group"("account_id", "name");

-- CreateIndex
CREATE INDEX "access_group_member_iam_id_idx" ON "access_group_member"("iam_id");

-- CreateIndex
CREATE INDEX "policy_account_id_subject_iam_id_idx" ON "policy"("account_id", "subject_iam_id");

-- CreateIndex
CREATE INDEX "policy_access_group_id_idx" ON "policy"("access_group_id");

-- CreateIndex
CREATE INDEX "refresh_token_family_id_idx" ON "refresh_token"("family_id");

-- CreateIndex
CREATE INDEX "refresh_token_expires_at_idx" ON "refresh_token"("expires_at");

-- CreateIndex
CREATE INDEX "signing_key_kind_created_at_idx" ON "signing_key"("kind", "created_at");

-- CreateIndex
CREATE INDEX "usage_event_account_id_at_id_idx" ON "usage_event"("account_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "usage_event_apikey_id_at_id_idx" ON "usage_event"("apikey_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "usage_event_iam_id_at_id_idx" ON "usage_event"("iam_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "usage_event_repeat_key_idx" ON "usage_event"("repeat_key");

-- CreateIndex
CREATE INDEX "registry_event_received_at_idx" ON "registry_event"("received_at");

-- CreateIndex
CREATE INDEX "audit_event_chain_target_type_target_id_seq_idx" ON "audit_event"("chain", "target_type", "target_id", "seq");

-- CreateIndex
CREATE INDEX "audit_event_chain_actor_iam_id_seq_idx" ON "audit_event"("chain", "actor_iam_id", "seq");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "namespace" ADD CONSTRAINT "namespace_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "namespace" ADD CONSTRAINT "namespace_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_id_group" ADD CONSTRAINT "service_id_group_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_id" ADD CONSTRAINT "service_id_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_id" ADD CONSTRAINT "service_id_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "service_id_group"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_service_id_id_fkey" FOREIGN KEY ("service_id_id") REFERENCES "service_id"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_activity" ADD CONSTRAINT "api_key_activity_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_group" ADD CONSTRAINT "access_group_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_group_member" ADD CONSTRAINT "access_group_member_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "access_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy" ADD CONSTRAINT "policy_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy" ADD CONSTRAINT "policy_access_group_id_fkey" FOREIGN KEY ("access_group_id") REFERENCES "access_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refresh_token" ADD CONSTRAINT "refresh_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registry_event" ADD CONSTRAINT "registry_event_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Usage partitions: one a month, and a default one so that a month's end can't stop tokens.
CREATE TABLE "usage_event_default" PARTITION OF "usage_event" DEFAULT;

-- Makes the partitions of `months` months from the month of `first` on. Rows that already fell into the
-- default partition move to their own. Runs as the owner, so that the portal's role needs no DDL right.
CREATE FUNCTION "ensure_usage_partitions"("first" timestamptz, "months" int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  lower_bound timestamptz; upper_bound timestamptz; name text; made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(72707370);
  FOR i IN 0 .. months - 1 LOOP
    lower_bound := date_trunc('month', "first") + make_interval(months => i);
    upper_bound := lower_bound + interval '1 month';
    name := 'usage_event_' || to_char(lower_bound, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    LOCK TABLE usage_event_default IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE usage_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('WITH moved AS (DELETE FROM usage_event_default WHERE at >= %L AND at < %L RETURNING *)
                    INSERT INTO %I SELECT * FROM moved', lower_bound, upper_bound, name);
    EXECUTE format('ALTER TABLE usage_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, lower_bound, upper_bound);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- Audit is append-only, for its owner too.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE ON "audit_event"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_event_no_truncate" BEFORE TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- Exactly one owner, exactly one subject.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_one_owner" CHECK (num_nonnulls("user_id", "service_id_id") = 1);
ALTER TABLE "policy" ADD CONSTRAINT "policy_one_subject" CHECK (num_nonnulls("subject_iam_id", "access_group_id") = 1);
