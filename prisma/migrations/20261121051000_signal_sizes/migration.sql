-- How large a signal is, so that those that wait can be summed up without reading them.

-- AlterTable
ALTER TABLE "execution_signals" ADD COLUMN "payload_bytes" INTEGER NOT NULL DEFAULT 0;

UPDATE "execution_signals" SET "payload_bytes" = octet_length("payload"::text) WHERE "taken_by" IS NULL;
