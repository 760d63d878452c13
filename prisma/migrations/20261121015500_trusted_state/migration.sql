-- CreateTable
CREATE TABLE "execution_checkpoints" (
    "execution_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" JSON NOT NULL,
    "outputs" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "execution_checkpoints_pkey" PRIMARY KEY ("execution_id","seq")
);

-- CreateTable
CREATE TABLE "execution_quarantine" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "found_by" TEXT NOT NULL,
    "findings" JSONB NOT NULL,
    "execution" JSONB NOT NULL,
    "repair" TEXT NOT NULL,
    "checkpoint_seq" INTEGER,
    "old_seq" INTEGER NOT NULL,
    "new_seq" INTEGER NOT NULL,
    "row_count" INTEGER NOT NULL,
    "event_count" INTEGER NOT NULL,

    CONSTRAINT "execution_quarantine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantined_rows" (
    "quarantine_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "quarantined_rows_pkey" PRIMARY KEY ("quarantine_id","node_index")
);

-- CreateTable
CREATE TABLE "quarantined_events" (
    "quarantine_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "event" JSONB NOT NULL,

    CONSTRAINT "quarantined_events_pkey" PRIMARY KEY ("quarantine_id","seq")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "doctor_runs" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "repairs" BOOLEAN NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "checked" INTEGER NOT NULL DEFAULT 0,
    "damaged" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "cases" JSONB NOT NULL DEFAULT '[]',
    "error" TEXT,

    CONSTRAINT "doctor_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "execution_checkpoints_created_at_idx" ON "execution_checkpoints"("created_at");

-- CreateIndex
CREATE INDEX "execution_quarantine_found_at_id_idx" ON "execution_quarantine"("found_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "execution_quarantine_execution_id_idx" ON "execution_quarantine"("execution_id");

-- CreateIndex
CREATE INDEX "audit_log_at_id_idx" ON "audit_log"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_target_type_target_id_id_idx" ON "audit_log"("target_type", "target_id", "id");

-- CreateIndex
CREATE INDEX "doctor_runs_started_at_idx" ON "doctor_runs"("started_at" DESC);

-- What the Prisma schema language cannot say.

ALTER TABLE "doctor_runs"
  ADD CONSTRAINT "doctor_runs_status_check" CHECK ("status" IN ('running', 'done', 'failed'));

ALTER TABLE "execution_quarantine"
  ADD CONSTRAINT "execution_quarantine_repair_check" CHECK ("repair" IN ('events', 'checkpoint', 'start'));

-- One at a time, however many servers there are.
CREATE UNIQUE INDEX "doctor_runs_running_key" ON "doctor_runs" ("status") WHERE "status" = 'running';
