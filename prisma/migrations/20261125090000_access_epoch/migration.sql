-- CreateTable
CREATE TABLE "access_epoch" (
    "account_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,

    CONSTRAINT "access_epoch_pkey" PRIMARY KEY ("account_id")
);

-- The transaction that last changed something that decides about an account's credentials; '' stands for what
-- decides in every account. Whoever writes to one of these tables, by whatever way, moves it on.
CREATE FUNCTION "move_access_epoch"("account" text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO access_epoch AS e (account_id, epoch) VALUES ("account", pg_current_xact_id()::text::bigint)
  ON CONFLICT (account_id) DO UPDATE SET epoch = excluded.epoch WHERE e.epoch <> excluded.epoch
$$;

CREATE FUNCTION "account_access_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM move_access_epoch(OLD.account_id); END IF;
  IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.account_id <> OLD.account_id) THEN
    PERFORM move_access_epoch(NEW.account_id);
  END IF;
  RETURN NULL;
END $$;

-- A group that is gone took its policies along, which move it on.
CREATE FUNCTION "member_access_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM move_access_epoch(account_id) FROM access_group
    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.group_id ELSE NEW.group_id END;
  RETURN NULL;
END $$;

CREATE FUNCTION "lifetimes_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM move_access_epoch(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "site_access_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM move_access_epoch('');
  RETURN NULL;
END $$;

-- Not for what is written at each use or by the hourly review.
CREATE TRIGGER "api_key_access" AFTER DELETE OR UPDATE OF "account_id", "iam_id", "user_id", "service_id_id", "digest",
    "name", "expires_at", "disabled_at", "deleted_at", "entity_tag" ON "api_key"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "service_id_access" AFTER UPDATE OR DELETE ON "service_id"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "policy_access" AFTER INSERT OR UPDATE OR DELETE ON "policy"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "custom_role_access" AFTER INSERT OR UPDATE OR DELETE ON "custom_role"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "membership_access" AFTER INSERT OR UPDATE OR DELETE ON "membership"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "namespace_access" AFTER INSERT OR UPDATE OR DELETE ON "namespace"
  FOR EACH ROW EXECUTE FUNCTION "account_access_changed"();
CREATE TRIGGER "access_group_member_access" AFTER INSERT OR UPDATE OR DELETE ON "access_group_member"
  FOR EACH ROW EXECUTE FUNCTION "member_access_changed"();
CREATE TRIGGER "account_access" AFTER UPDATE OF "access_token_ttl_seconds", "refresh_token_ttl_seconds" ON "account"
  FOR EACH ROW EXECUTE FUNCTION "lifetimes_changed"();
CREATE TRIGGER "user_access" AFTER DELETE OR UPDATE OF "email", "name", "disabled_at", "site_administrator" ON "user"
  FOR EACH STATEMENT EXECUTE FUNCTION "site_access_changed"();
CREATE TRIGGER "region_access" AFTER INSERT OR DELETE OR UPDATE OF "id", "service", "token_ttl_seconds", "offline_token"
  ON "region" FOR EACH STATEMENT EXECUTE FUNCTION "site_access_changed"();
