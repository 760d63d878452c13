-- Host names may be the same on two machines, and in two containers: only where a process id counts does it tell who is dead.

-- AlterTable
ALTER TABLE "workers" ADD COLUMN "machine" TEXT;
