-- How busy the fleet was a short while ago: one row for each ten seconds, for as long as the workers screen looks back.

-- CreateTable
CREATE TABLE "fleet_load" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,
    "slots" INTEGER NOT NULL,
    "waiting" INTEGER,

    CONSTRAINT "fleet_load_pkey" PRIMARY KEY ("at")
);
