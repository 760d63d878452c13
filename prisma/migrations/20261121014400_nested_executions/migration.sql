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

-- One child an item: two processes that start the same item make one execution.
CREATE UNIQUE INDEX "workflow_executions_parent_idx" ON "workflow_executions" ("parent_execution_id", "parent_node_id", "item_index") WHERE "parent_execution_id" IS NOT NULL;
CREATE INDEX "workflow_executions_root_idx" ON "workflow_executions" ("root_execution_id") WHERE "root_execution_id" IS NOT NULL;
-- Executions that wait for their turn, in the order in which they get it.
CREATE INDEX "workflow_executions_pending_idx" ON "workflow_executions" ("workflow_id", "priority" DESC, "created_at", "id") WHERE "status" = 'pending';

-- A queued node may have a time within which it has to start.
DROP INDEX "node_states_due_idx";
CREATE INDEX "node_states_due_idx" ON "node_states" ("due_at") WHERE "status" IN ('queued', 'waiting', 'retrying') AND "due_at" IS NOT NULL;
CREATE INDEX "node_states_waiting_idx" ON "node_states" ("waiting_for") WHERE "status" = 'waiting' AND "waiting_for" <> 'time';
