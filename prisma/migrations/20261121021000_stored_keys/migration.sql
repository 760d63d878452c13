-- Whether a file of the artifact store is still named by a row, asked before it is removed. Few nodes have outputs
-- that large, so that the second one costs the others nothing.
-- CreateIndex
CREATE INDEX "artifacts_storage_key_idx" ON "artifacts"("storage_key");

-- CreateIndex
CREATE INDEX "node_states_output_key_idx" ON "node_states"(("output_ref"->>'key')) WHERE "output_ref" IS NOT NULL;
