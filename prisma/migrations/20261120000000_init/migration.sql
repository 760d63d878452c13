-- CreateTable
CREATE TABLE "workspaces" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace_members" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_members_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "system_settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_definitions" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "draft" JSON NOT NULL,
    "draft_revision" INTEGER NOT NULL DEFAULT 1,
    "published_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_definitions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_versions" (
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSON NOT NULL,
    "node_count" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT,

    CONSTRAINT "workflow_versions_pkey" PRIMARY KEY ("workflow_id","version")
);

-- CreateTable
CREATE TABLE "workflow_executions" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "workflow_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "started_by" TEXT,
    "retry_of" UUID,
    "idempotency_key" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "input" JSON NOT NULL,
    "error" JSONB,
    "last_seq" INTEGER NOT NULL,
    "total_nodes" INTEGER NOT NULL,
    "completed_nodes" INTEGER NOT NULL DEFAULT 0,
    "failed_nodes" INTEGER NOT NULL DEFAULT 0,
    "skipped_nodes" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),

    CONSTRAINT "workflow_executions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "node_states" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "losses" INTEGER NOT NULL DEFAULT 0,
    "port" TEXT,
    "conditions" JSONB,
    "worker_id" TEXT,
    "progress" REAL,
    "quality" REAL,
    "input_ref" TEXT,
    "output" JSON,
    "output_ref" JSONB,
    "error" JSONB,
    "kept_from" JSONB,
    "queued_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "node_states_pkey" PRIMARY KEY ("execution_id","node_index")
);

-- CreateTable
CREATE TABLE "execution_events" (
    "execution_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "node_id" TEXT,
    "attempt" INTEGER,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "execution_events_pkey" PRIMARY KEY ("execution_id","seq")
);

-- CreateTable
CREATE TABLE "job_assignments" (
    "execution_id" UUID NOT NULL,
    "node_index" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "worker_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "input" JSON,
    "error" JSONB,

    CONSTRAINT "job_assignments_pkey" PRIMARY KEY ("execution_id","node_index","attempt")
);

-- CreateTable
CREATE TABLE "artifacts" (
    "id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" TEXT NOT NULL,
    "hostname" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "version" TEXT NOT NULL,
    "worker_groups" TEXT[],
    "capacity" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_chunks" (
    "id" BIGSERIAL NOT NULL,
    "execution_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "line_count" INTEGER NOT NULL,
    "lines" JSON NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_chunks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "workspace_members_user_id_idx" ON "workspace_members"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE INDEX "workflow_definitions_workspace_id_updated_at_id_idx" ON "workflow_definitions"("workspace_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "workflow_definitions_workspace_id_name_id_idx" ON "workflow_definitions"("workspace_id", "name", "id");

-- CreateIndex
CREATE INDEX "workflow_executions_workspace_id_created_at_id_idx" ON "workflow_executions"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "workflow_executions_workflow_id_created_at_id_idx" ON "workflow_executions"("workflow_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "workflow_executions_workspace_id_status_created_at_id_idx" ON "workflow_executions"("workspace_id", "status", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "artifacts_workspace_id_created_at_id_idx" ON "artifacts"("workspace_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "artifacts_execution_id_node_id_attempt_name_key" ON "artifacts"("execution_id", "node_id", "attempt", "name");

-- CreateIndex
CREATE INDEX "log_chunks_execution_id_id_idx" ON "log_chunks"("execution_id", "id");

-- CreateIndex
CREATE INDEX "log_chunks_execution_id_node_id_attempt_id_idx" ON "log_chunks"("execution_id", "node_id", "attempt", "id");

-- AddForeignKey
ALTER TABLE "workspace_members" ADD CONSTRAINT "workspace_members_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workspace_members" ADD CONSTRAINT "workspace_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_definitions" ADD CONSTRAINT "workflow_definitions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workflow_versions" ADD CONSTRAINT "workflow_versions_workflow_id_fkey" FOREIGN KEY ("workflow_id") REFERENCES "workflow_definitions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema language cannot say.

ALTER TABLE "workflow_executions"
  ADD CONSTRAINT "workflow_executions_status_check" CHECK ("status" IN ('pending', 'running', 'paused', 'completed', 'failed', 'cancelled')),
  ADD CONSTRAINT "workflow_executions_last_seq_check" CHECK ("last_seq" >= 1),
  ADD CONSTRAINT "workflow_executions_priority_check" CHECK ("priority" BETWEEN -100 AND 100);

ALTER TABLE "node_states"
  ADD CONSTRAINT "node_states_status_check" CHECK ("status" IN ('pending', 'queued', 'running', 'waiting', 'retrying', 'completed', 'failed', 'skipped', 'cancelled')),
  ADD CONSTRAINT "node_states_quality_check" CHECK ("quality" BETWEEN 0 AND 1);

ALTER TABLE "job_assignments"
  ADD CONSTRAINT "job_assignments_status_check" CHECK ("status" IN ('running', 'waiting', 'completed', 'failed', 'lost', 'cancelled'));

ALTER TABLE "workspace_members"
  ADD CONSTRAINT "workspace_members_role_check" CHECK ("role" IN ('viewer', 'operator', 'editor', 'admin', 'owner'));

-- Only what is live is small and hot: the sweep, the timers and recovery read nothing else.
CREATE INDEX "workflow_executions_live_idx" ON "workflow_executions" ("workspace_id", "workflow_id") WHERE "status" IN ('pending', 'running', 'paused');
CREATE INDEX "workflow_executions_deadline_idx" ON "workflow_executions" ("deadline_at") WHERE "deadline_at" IS NOT NULL AND "status" IN ('pending', 'running', 'paused');
CREATE UNIQUE INDEX "workflow_executions_idempotency_key" ON "workflow_executions" ("workflow_id", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;
CREATE INDEX "workflow_executions_retry_of_idx" ON "workflow_executions" ("retry_of") WHERE "retry_of" IS NOT NULL;
CREATE INDEX "node_states_running_idx" ON "node_states" ("worker_id") WHERE "status" = 'running';
CREATE INDEX "node_states_queued_idx" ON "node_states" ("queued_at") WHERE "status" = 'queued';
CREATE INDEX "node_states_due_idx" ON "node_states" ("due_at") WHERE "status" IN ('waiting', 'retrying');
CREATE INDEX "workers_live_idx" ON "workers" ("last_seen_at") WHERE "stopped_at" IS NULL;

-- Rows of a running execution are written two or three times: leave room on the page.
ALTER TABLE "node_states" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "job_assignments" SET (fillfactor = 90, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE "workflow_executions" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

INSERT INTO "workspaces" ("id", "name") VALUES ('default', 'Default');
