-- Limits across executions. Who holds a slot follows from the nodes that run: a lease counts only while its node does.

-- CreateTable
CREATE TABLE "limit_leases" (
    "workspace_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL,

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

    CONSTRAINT "rate_starts_pkey" PRIMARY KEY ("workspace_id", "key", "started_at", "id")
);

-- CreateIndex
CREATE INDEX "limit_leases_execution_id_node_index_idx" ON "limit_leases"("execution_id", "node_index");

-- CreateIndex
CREATE INDEX "limit_waits_workspace_id_key_since_idx" ON "limit_waits"("workspace_id", "key", "since");
