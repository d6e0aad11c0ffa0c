-- Where the newest login with a key's beginning and a wrong secret came from, for the key's owner.
ALTER TABLE "api_key_activity" ADD COLUMN     "last_failed_client" TEXT,
ADD COLUMN     "last_failed_ip" TEXT,
ADD COLUMN     "last_failed_region" TEXT;
