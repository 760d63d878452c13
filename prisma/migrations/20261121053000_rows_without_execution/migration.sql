-- AlterTable
ALTER TABLE "execution_quarantine"
  ALTER COLUMN "workflow_id" DROP NOT NULL,
  DROP CONSTRAINT "execution_quarantine_repair_check",
  ADD CONSTRAINT "execution_quarantine_repair_check" CHECK ("repair" IN ('events', 'checkpoint', 'start', 'removal'));

-- AlterTable
ALTER TABLE "doctor_runs" ADD COLUMN "strays" INTEGER NOT NULL DEFAULT 0;

-- Attempts that gave their node back to wait, and whose wait is over.
ALTER TABLE "job_assignments"
  DROP CONSTRAINT "job_assignments_status_check",
  ADD CONSTRAINT "job_assignments_status_check" CHECK ("status" IN ('running', 'waiting', 'waited', 'completed', 'failed', 'lost', 'cancelled'));

UPDATE "job_assignments" j SET "status" = 'waited'
 WHERE j."status" = 'waiting'
   AND NOT EXISTS (SELECT FROM "node_states" n WHERE n."execution_id" = j."execution_id" AND n."node_index" = j."node_index"
                      AND n."status" = 'waiting' AND n."attempt" = j."attempt");
