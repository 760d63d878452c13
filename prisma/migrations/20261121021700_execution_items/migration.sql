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
DROP INDEX "workflow_executions_parent_idx";
CREATE INDEX "workflow_executions_parent_idx" ON "workflow_executions" ("parent_execution_id", "parent_node_id", "item_index") WHERE "parent_execution_id" IS NOT NULL;
CREATE INDEX "workflow_executions_live_children_idx" ON "workflow_executions" ("parent_execution_id") WHERE "parent_execution_id" IS NOT NULL AND "status" IN ('pending', 'running', 'paused');

-- Lists show what people started; ten thousand items of one map must not stand between two of their rows.
CREATE INDEX "workflow_executions_roots_idx" ON "workflow_executions" ("workspace_id", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "workflow_executions_roots_of_workflow_idx" ON "workflow_executions" ("workflow_id", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "workflow_executions_roots_of_status_idx" ON "workflow_executions" ("workspace_id", "status", "created_at" DESC, "id" DESC) WHERE "parent_execution_id" IS NULL;
CREATE INDEX "node_states_children_idx" ON "node_states" ("execution_id") WHERE "status" = 'waiting' AND "waiting_for" = 'children';
