-- Who answers for a key, beside the key: lists by owner need no join.
ALTER TABLE "api_key" ADD COLUMN "person_id" TEXT;
UPDATE "api_key" k SET "person_id" = coalesce(k."user_id", (SELECT s."created_by" FROM "service_id" s WHERE s."id" = k."service_id_id"));
CREATE INDEX "api_key_account_id_person_id_created_at_id_idx" ON "api_key"("account_id", "person_id", "created_at", "id");

-- A service ID's maker never changes, nor a key's owner: set once.
CREATE FUNCTION "set_api_key_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.person_id := coalesce(NEW.user_id, (SELECT s.created_by FROM service_id s WHERE s.id = NEW.service_id_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER "api_key_person" BEFORE INSERT ON "api_key" FOR EACH ROW EXECUTE FUNCTION "set_api_key_person"();
