-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "broader" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "api_key_use" (
    "api_key_id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_use_pkey" PRIMARY KEY ("api_key_id","region","repository","action")
);

-- CreateTable
CREATE TABLE "api_key_origin" (
    "api_key_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_origin_pkey" PRIMARY KEY ("api_key_id","kind","value")
);

-- CreateTable
CREATE TABLE "key_bulk" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT NOT NULL DEFAULT '',
    "ended_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "key_bulk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_bulk_key" (
    "bulk_id" UUID NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "entity_tag" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "key_bulk_key_pkey" PRIMARY KEY ("bulk_id","api_key_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_name" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "iam_id" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "last_answer" TEXT,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_settings" (
    "account_id" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "webhook_url" BYTEA,
    "webhook_secret" BYTEA,
    "slack_url" BYTEA,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "api_key_use_last_at_idx" ON "api_key_use"("last_at");

-- CreateIndex
CREATE INDEX "key_bulk_account_id_created_at_idx" ON "key_bulk"("account_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_at_idx" ON "alert"("at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_account_id_kind_subject_id_window_key" ON "alert"("account_id", "kind", "subject_id", "window");

-- CreateIndex
CREATE INDEX "alert_delivery_state_next_at_idx" ON "alert_delivery"("state", "next_at");

-- CreateIndex
CREATE INDEX "alert_delivery_iam_id_channel_created_at_id_idx" ON "alert_delivery"("iam_id", "channel", "created_at", "id");

-- CreateIndex
CREATE INDEX "alert_delivery_account_id_created_at_id_idx" ON "alert_delivery"("account_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "alert_delivery_alert_id_idx" ON "alert_delivery"("alert_id");

-- CreateIndex
CREATE INDEX "api_key_account_id_name_id_idx" ON "api_key"("account_id", "name", "id");

-- CreateIndex
CREATE INDEX "api_key_account_id_expires_at_id_idx" ON "api_key"("account_id", "expires_at", "id");

-- AddForeignKey
ALTER TABLE "api_key_use" ADD CONSTRAINT "api_key_use_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_origin" ADD CONSTRAINT "api_key_origin_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_bulk" ADD CONSTRAINT "key_bulk_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_bulk_key" ADD CONSTRAINT "key_bulk_key_bulk_id_fkey" FOREIGN KEY ("bulk_id") REFERENCES "key_bulk"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;


