/** The floor on a database of its own with the product's PostgreSQL settings, migrations and commit statement. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import pg from 'pg'
import { committingConnections } from '../../server/src/engine/group-commit.ts'
import { applyMigrations } from '../../server/src/ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../../server/src/ops/embedded-postgres.ts'
import { createLogger } from '../../server/src/ops/logger.ts'
import { chainOf, diamond, fanOf } from '../load/workloads.ts'
import { closeOnce } from '../open-resources.ts'
import { median } from '../report/statistics.ts'
import { measureCommitRate } from './commit-rate.ts'
import { driveFloor, type FloorRun } from './floor-driver.ts'

export interface FloorFigures {
  readonly chainMsPerHop: number
  readonly fanStepsPerSecond: number
  readonly fanCommitsPerStep: number
  readonly diamondsPerSecond: number
  readonly commitsPerSecond: number
  readonly commitsPerSecondOfEight: number
}

export interface FloorSizes {
  readonly chain: number
  readonly fan: number
  readonly diamonds: number
  readonly repeats: number
}

export async function measureFloor(sizes: FloorSizes): Promise<FloorFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heddle-floor-'))
  const logger = createLogger('warn')
  const postgres = await startEmbeddedPostgres({ dataDir, logger })
  // The connections of the product's group commit, see `openDatabase`.
  const options = '-c plan_cache_mode=force_generic_plan'
  const pool = new pg.Pool({ connectionString: postgres.url, max: committingConnections, options })
  const close = closeOnce(async () => {
    await pool.end()
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  try {
    await applyMigrations({ url: postgres.url, logger })
    return await runAll({ pool, url: postgres.url, sizes })
  } finally {
    await close()
  }
}

async function runAll(parts: { pool: pg.Pool; url: string; sizes: FloorSizes }): Promise<FloorFigures> {
  const { pool, url, sizes } = parts
  const chain = await repeat({ pool, document: chainOf(sizes.chain), count: 1, repeats: sizes.repeats })
  const fan = await repeat({ pool, document: fanOf(sizes.fan), count: 1, repeats: sizes.repeats })
  const diamonds = await repeat({ pool, document: diamond(), count: sizes.diamonds, repeats: sizes.repeats })
  const fanSteps = sizes.fan + 2
  return {
    chainMsPerHop: median(chain.map((run) => run.elapsedMs)) / sizes.chain,
    fanStepsPerSecond: (fanSteps * 1000) / median(fan.map((run) => run.elapsedMs)),
    fanCommitsPerStep: median(fan.map((run) => run.commits)) / fanSteps,
    diamondsPerSecond: (sizes.diamonds * 1000) / median(diamonds.map((run) => run.elapsedMs)),
    commitsPerSecond: await measureCommitRate(url, { connections: 1, forMs: 1000 }),
    commitsPerSecondOfEight: await measureCommitRate(url, { connections: 8, forMs: 1000 }),
  }
}

/** The first run warms code and caches and does not count. */
async function repeat(load: {
  pool: pg.Pool
  document: WorkflowDocument
  count: number
  repeats: number
}): Promise<FloorRun[]> {
  const workflow = await insertWorkflow(load.pool, load.document)
  await driveFloor(load.pool, workflow, load.count)
  const runs: FloorRun[] = []
  for (let index = 0; index < load.repeats; index += 1)
    runs.push(await driveFloor(load.pool, workflow, load.count))
  return runs
}

async function insertWorkflow(
  pool: pg.Pool,
  document: WorkflowDocument,
): Promise<{ workflowId: string; plan: Plan }> {
  const workflowId = randomUUID()
  await pool.query(
    `INSERT INTO workflow_definitions (id, workspace_id, name, draft, published_version)
     VALUES ($1, 'default', $2, $3, 1)`,
    [workflowId, document.name, document],
  )
  await pool.query(
    'INSERT INTO workflow_versions (workflow_id, version, document, node_count) VALUES ($1, 1, $2, $3)',
    [workflowId, document, Object.keys(document.nodes).length],
  )
  return { workflowId, plan: compilePlan(document) }
}
