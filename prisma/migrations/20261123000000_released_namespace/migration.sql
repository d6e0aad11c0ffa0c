-- CreateTable
CREATE TABLE "released_namespace" (
    "region_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "released_namespace_pkey" PRIMARY KEY ("region_id","name")
);

-- CreateIndex
CREATE INDEX "released_namespace_account_id_idx" ON "released_namespace"("account_id");

-- AddForeignKey
ALTER TABLE "released_namespace" ADD CONSTRAINT "released_namespace_region_id_fkey" FOREIGN KEY ("region_id") REFERENCES "region"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "released_namespace" ADD CONSTRAINT "released_namespace_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


