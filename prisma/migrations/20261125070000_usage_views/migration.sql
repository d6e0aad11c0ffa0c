-- CreateTable
CREATE TABLE "usage_view" (
    "id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "usage_view_account_id_user_id_name_key" ON "usage_view"("account_id", "user_id", "name");

-- AddForeignKey
ALTER TABLE "usage_view" ADD CONSTRAINT "usage_view_account_id_user_id_fkey" FOREIGN KEY ("account_id", "user_id") REFERENCES "membership"("account_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
