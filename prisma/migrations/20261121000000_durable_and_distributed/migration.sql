-- Executions that run for a node of another one, and what nodes without a worker wait for.

-- AlterTable
ALTER TABLE "workflow_executions"
  ADD COLUMN "parent_execution_id" UUID,
  ADD COLUMN "parent_node_id" TEXT,
  ADD COLUMN "item_index" INTEGER,
  ADD COLUMN "root_execution_id" UUID,
  ADD COLUMN "depth" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "subgraph" TEXT,
  ADD COLUMN "item" JSON,
  ADD COLUMN "ignore_cache" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "node_states"
  ADD COLUMN "waiting_for" TEXT,
  ADD COLUMN "items" JSONB,
  ADD COLUMN "cached_from" JSONB;

-- What the Prisma schema language cannot say.

ALTER TABLE "node_states"
  ADD CONSTRAINT "node_states_waiting_for_check" CHECK ("waiting_for" IN ('time', 'approval', 'signal', 'children'));

CREATE INDEX "workflow_executions_root_idx" ON "workflow_executions" ("root_execution_id") WHERE "root_execution_id" IS NOT NULL;
-- Executions that wait for their turn, in the order in which they get it.
CREATE INDEX "workflow_executions_pending_idx" ON "workflow_executions" ("workflow_id", "priority" DESC, "created_at", "id") WHERE "status" = 'pending';

-- A queued node may have a time within which it has to start.
DROP INDEX "node_states_due_idx";
CREATE INDEX "node_states_due_idx" ON "node_states" ("due_at") WHERE "status" IN ('queued', 'waiting', 'retrying') AND "due_at" IS NOT NULL;
CREATE INDEX "node_states_waiting_idx" ON "node_states" ("waiting_for") WHERE "status" = 'waiting' AND "waiting_for" <> 'time';

-- Who runs nodes, who does the periodic work, and whom a node was lost with.

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

-- What executions are checked and repaired with, and what was found.

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
CREATE INDEX "execution_quarantine_found_at_id_idx" ON "execution_quarantine"("found_at" DESC, "id" DESC);
CREATE INDEX "execution_quarantine_execution_id_idx" ON "execution_quarantine"("execution_id");
CREATE INDEX "audit_log_at_id_idx" ON "audit_log"("at" DESC, "id" DESC);
CREATE INDEX "audit_log_target_type_target_id_id_idx" ON "audit_log"("target_type", "target_id", "id");
CREATE INDEX "doctor_runs_started_at_idx" ON "doctor_runs"("started_at" DESC);

-- What the Prisma schema language cannot say.

ALTER TABLE "doctor_runs"
  ADD CONSTRAINT "doctor_runs_status_check" CHECK ("status" IN ('running', 'done', 'failed'));

ALTER TABLE "execution_quarantine"
  ADD CONSTRAINT "execution_quarantine_repair_check" CHECK ("repair" IN ('events', 'checkpoint', 'start'));

-- One at a time, however many servers there are.
CREATE UNIQUE INDEX "doctor_runs_running_key" ON "doctor_runs" ("status") WHERE "status" = 'running';

-- What people are asked, what is sent to executions, and who waits for it.

-- CreateTable
CREATE TABLE "approvals" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" UUID NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "node_name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "form" JSON,
    "status" TEXT NOT NULL DEFAULT 'open',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3),
    "on_deadline" TEXT NOT NULL,
    "reminder_ms" BIGINT,
    "next_reminder_at" TIMESTAMPTZ(3),
    "last_reminded_at" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_via" TEXT,
    "answer" JSON,
    "comment" TEXT,

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "execution_signals" (
    "id" BIGSERIAL NOT NULL,
    "execution_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "idempotency_key" TEXT,
    "sent_by" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "taken_by" INTEGER,
    "taken_attempt" INTEGER,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_signals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signal_waits" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "signal_waits_pkey" PRIMARY KEY ("execution_id","node_index")
);

-- CreateIndex
CREATE UNIQUE INDEX "approvals_execution_id_node_index_key" ON "approvals"("execution_id", "node_index");

-- CreateIndex
-- Deleting an execution looks for its signals, taken or not.
CREATE INDEX "execution_signals_execution_id_idx" ON "execution_signals"("execution_id");

-- AddForeignKey
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "workflow_executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "execution_signals" ADD CONSTRAINT "execution_signals_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "workflow_executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signal_waits" ADD CONSTRAINT "signal_waits_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "workflow_executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the Prisma schema language cannot say.

ALTER TABLE "approvals"
  ADD CONSTRAINT "approvals_status_check" CHECK ("status" IN ('open', 'approved', 'rejected', 'expired', 'closed')),
  ADD CONSTRAINT "approvals_on_deadline_check" CHECK ("on_deadline" IN ('fail', 'reject', 'approve')),
  ADD CONSTRAINT "approvals_decided_via_check" CHECK ("decided_via" IN ('person', 'key', 'deadline', 'end'));

CREATE INDEX "approvals_open_idx" ON "approvals" ("workspace_id", "asked_at", "id") WHERE "status" = 'open';
CREATE INDEX "approvals_decided_idx" ON "approvals" ("workspace_id", "decided_at" DESC, "id" DESC) WHERE "status" <> 'open';
-- Signals that nobody took, in the order in which they came.
CREATE INDEX "execution_signals_free_idx" ON "execution_signals" ("execution_id", "name", "id") WHERE "taken_by" IS NULL;
-- One signal a node, also where two attempts of it reach for one.
CREATE UNIQUE INDEX "execution_signals_taken_idx" ON "execution_signals" ("execution_id", "taken_by") WHERE "taken_by" IS NOT NULL;
CREATE UNIQUE INDEX "execution_signals_idempotency_idx" ON "execution_signals" ("execution_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;

-- Limits across executions. Who holds a slot follows from the nodes that run: a lease counts only while its node does.
-- The sizes are what a key allows, for whoever wants to see how much of it is used.

-- CreateTable
CREATE TABLE "limit_leases" (
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL,
    "slots" INTEGER,

    CONSTRAINT "limit_leases_pkey" PRIMARY KEY ("workspace_id", "key", "execution_id", "node_index")
);

-- CreateTable
CREATE TABLE "limit_waits" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "slots" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "limit_waits_pkey" PRIMARY KEY ("execution_id", "node_index"),
    CONSTRAINT "limit_waits_kind_check" CHECK ("kind" IN ('concurrency', 'rate'))
);

-- CreateTable
CREATE TABLE "rate_starts" (
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "slots" INTEGER,
    "per_ms" DOUBLE PRECISION,

    CONSTRAINT "rate_starts_pkey" PRIMARY KEY ("workspace_id", "key", "started_at", "id")
);

-- CreateIndex
CREATE INDEX "limit_leases_execution_id_node_index_idx" ON "limit_leases"("execution_id", "node_index");
CREATE INDEX "limit_waits_workspace_id_key_since_idx" ON "limit_waits"("workspace_id", "key", "since");

-- What the Prisma schema language cannot say.
-- Versions that limit how many of their executions run at once, without reading the documents of all others.
CREATE INDEX "workflow_versions_admission_idx" ON "workflow_versions" ("workflow_id", "version") WHERE "document"->'settings'->>'maxConcurrentExecutions' IS NOT NULL;

-- Whether a file of the artifact store is still named by a row, asked before it is removed. Few nodes have outputs
-- that large, so that the second one costs the others nothing.

-- CreateIndex
CREATE INDEX "artifacts_storage_key_idx" ON "artifacts"("storage_key");
CREATE INDEX "node_states_output_key_idx" ON "node_states"(("output_ref"->>'key')) WHERE "output_ref" IS NOT NULL;

-- The lists that maps and sub-workflows work through, one row an item, and what finds nested executions.

-- CreateTable
CREATE TABLE "execution_lists" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "max_failures" INTEGER,
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "subgraph" TEXT,
    "round" INTEGER NOT NULL,
    "round_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "execution_lists_pkey" PRIMARY KEY ("execution_id","node_index")
);

-- CreateTable
CREATE TABLE "execution_items" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "item_index" INTEGER NOT NULL,
    "item" JSON NOT NULL,
    "child_id" UUID NOT NULL,
    "former_id" UUID,
    "kept" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT,
    "error" JSONB,

    CONSTRAINT "execution_items_pkey" PRIMARY KEY ("execution_id","node_index","item_index")
);

-- What the Prisma schema language cannot say.

ALTER TABLE "execution_items"
  ADD CONSTRAINT "execution_items_status_check" CHECK ("status" IN ('completed', 'failed', 'cancelled'));

-- What is still to be done of a list, in order, and what failed of it.
CREATE INDEX "execution_items_open_idx" ON "execution_items" ("execution_id", "node_index", "item_index") WHERE "status" IS NULL;
CREATE INDEX "execution_items_failed_idx" ON "execution_items" ("execution_id", "node_index", "item_index") WHERE "status" IN ('failed', 'cancelled');

-- An item that is tried again runs as another execution: its id, which follows from item and round, is what makes it one.
CREATE INDEX "workflow_executions_parent_idx" ON "workflow_executions" ("parent_execution_id", "parent_node_id", "item_index") WHERE "parent_execution_id" IS NOT NULL;
CREATE INDEX "workflow_executions_live_children_idx" ON "workflow_executions" ("parent_execution_id") WHERE "parent_execution_id" IS NOT NULL AND "status" IN ('pending', 'running', 'paused');

-- Lists show what people started; ten thousand items of one map must not stand between two of their rows.
CREATE INDEX "workflow_executions_roots_idx" ON "workflow_executions" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "workflow_executions_roots_of_workflow_idx" ON "workflow_executions" ("workflow_id", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "workflow_executions_roots_of_status_idx" ON "workflow_executions" ("workspace_id", "status", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "node_states_children_idx" ON "node_states" ("execution_id") WHERE "status" = 'waiting' AND "waiting_for" = 'children';

-- Where the result of a node stands that may be used again. The result itself stays with its execution.

-- CreateTable
CREATE TABLE "cached_results" (
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cached_results_pkey" PRIMARY KEY ("workspace_id", "key")
);

-- CreateIndex
CREATE INDEX "cached_results_expires_at_idx" ON "cached_results"("expires_at");
