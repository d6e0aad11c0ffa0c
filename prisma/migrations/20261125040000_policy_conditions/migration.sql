-- When a policy holds, the tags that it asks for, and what was taken away, to be restored.
-- AlterTable
ALTER TABLE "policy" ADD COLUMN "condition" JSONB,
ADD COLUMN "tags" JSONB;

-- CreateTable
CREATE TABLE "deleted_policy" (
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
    "condition" JSONB,
    "tags" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_by" TEXT NOT NULL,
    "entity_tag" TEXT NOT NULL,

    CONSTRAINT "deleted_policy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deleted_policy_account_id_subject_iam_id_idx" ON "deleted_policy"("account_id", "subject_iam_id");

-- CreateIndex
CREATE INDEX "deleted_policy_access_group_id_idx" ON "deleted_policy"("access_group_id");

-- CreateIndex
CREATE INDEX "deleted_policy_modified_at_idx" ON "deleted_policy"("modified_at");

-- AddForeignKey
ALTER TABLE "deleted_policy" ADD CONSTRAINT "deleted_policy_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deleted_policy" ADD CONSTRAINT "deleted_policy_access_group_id_fkey" FOREIGN KEY ("access_group_id") REFERENCES "access_group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

