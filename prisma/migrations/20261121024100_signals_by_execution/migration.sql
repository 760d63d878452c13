-- Deleting an execution looks for its signals, taken or not.
-- CreateIndex
CREATE INDEX "execution_signals_execution_id_idx" ON "execution_signals"("execution_id");
