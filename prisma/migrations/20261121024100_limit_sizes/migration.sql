-- How much a key allows, kept with what counts against it: for whoever wants to see how much of it is used.
-- Null in rows that were written before.

-- AlterTable
ALTER TABLE "limit_leases" ADD COLUMN "slots" INTEGER;

-- AlterTable
ALTER TABLE "rate_starts" ADD COLUMN "slots" INTEGER, ADD COLUMN "per_ms" DOUBLE PRECISION;

-- What the Prisma schema language cannot say.
-- Versions that limit how many of their executions run at once, without reading the documents of all others.
CREATE INDEX "workflow_versions_admission_idx" ON "workflow_versions" ("workflow_id", "version") WHERE "document"->'settings'->>'maxConcurrentExecutions' IS NOT NULL;
