-- AlterTable
ALTER TABLE "workers"
  ADD COLUMN "used_slots" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "cpu_percent" REAL,
  ADD COLUMN "memory_bytes" BIGINT,
  ADD COLUMN "draining" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "drain_revision" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "drain_changed_at" TIMESTAMPTZ(3),
  ADD COLUMN "drain_changed_by" TEXT;

-- CreateTable
CREATE TABLE "worker_losses" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "worker_id" TEXT NOT NULL,
    "lost_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_losses_pkey" PRIMARY KEY ("execution_id","node_index","attempt")
);

-- CreateTable
CREATE TABLE "leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "worker_losses_worker_id_idx" ON "worker_losses"("worker_id");
