-- Whether an account's usage is written to a file before it is deleted.
ALTER TABLE "account" ADD COLUMN "usage_export_first" BOOLEAN NOT NULL DEFAULT false;
