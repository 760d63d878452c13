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
