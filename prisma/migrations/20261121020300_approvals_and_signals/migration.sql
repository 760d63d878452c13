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
