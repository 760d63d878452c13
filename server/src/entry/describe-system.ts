/** What this process knows of itself: breakers, pools and the settings that hold. Asks nobody. */
import { hostname } from 'node:os'
import type { Pool } from 'pg'
import type { SystemReport } from '../api/system/system-report.ts'
import { hostBreakers } from '../nodes/http/host-breakers.ts'
import type { BreakerView } from '../resilience/breaker-view.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import type { RunningWorker } from './run-worker.ts'

export function describeSystem(settings: Settings, database: Database, running: RunningWorker): SystemReport {
  return {
    role: settings.role,
    hostname: hostname(),
    pid: process.pid,
    breakers: [...listPartBreakers(database, running), ...hostBreakers.views()].map(toPlain),
    commitsWait: running.engine.isDatabaseAway,
    pools: [toPool('Reads and single writes', database.pool), toPool('Group commit', database.commitPool)],
    settings: settings.inUse.map((setting) => ({ ...setting })),
  }
}

/** Of the parts that this process leans on. */
export function listPartBreakers(database: Database, { bus, artifacts }: RunningWorker): BreakerView[] {
  const views = [database.breaker.view(), bus.health().breaker, artifacts.health().breaker]
  return views.filter((view) => view !== null)
}

function toPlain(view: BreakerView): SystemReport['breakers'][number] {
  return { ...view, lastError: view.lastError && { ...view.lastError } }
}

function toPool(name: string, pool: Pool): SystemReport['pools'][number] {
  const { totalCount, idleCount, waitingCount, options } = pool
  // Who waits while one is idle is about to get it.
  const waiting = Math.max(0, waitingCount - idleCount)
  return { name, max: options.max, used: totalCount - idleCount, idle: idleCount, waiting }
}
