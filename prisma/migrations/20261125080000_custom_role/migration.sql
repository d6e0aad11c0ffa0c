-- CreateTable
CREATE TABLE "custom_role" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "description" TEXT,
    "service_name" TEXT NOT NULL,
    "actions" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_by" TEXT NOT NULL,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "custom_role_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "custom_role_account_id_name_key" ON "custom_role"("account_id", "name");

-- AddForeignKey
ALTER TABLE "custom_role" ADD CONSTRAINT "custom_role_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

