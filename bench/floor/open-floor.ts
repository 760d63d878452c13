/** The floor on a database of its own, with the product's PostgreSQL settings, migrations and commit statement. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import pg from 'pg'
import { commitLanes } from '../../server/src/engine/group-commit.ts'
import { applyMigrations } from '../../server/src/ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../../server/src/ops/embedded-postgres.ts'
import { createLogger } from '../../server/src/ops/logger.ts'
import { closeOnce } from '../open-resources.ts'
import { measureCommitRate } from './commit-rate.ts'
import { driveFloor, type FloorRun } from './floor-driver.ts'

export interface Floor {
  /** A load that can be driven again and again: `count` executions of the document, all at once. */
  prepare(document: WorkflowDocument, count: number): Promise<FloorLoad>
  /** Transactions of one small row a second on this many connections. */
  measureCommitRate(connections: number): Promise<number>
  close(): Promise<void>
}

export interface FloorLoad {
  readonly runs: readonly FloorRun[]
  /** Drives the load once more and adds the run. The product's runs take turns with it, so that both meet the same machine. */
  readonly run: () => Promise<void>
}

const commitRateMs = 1000
const warmUps = 2

/** On a PostgreSQL of its own, or in a database of its own on the server of an address. */
export async function openFloor(serverUrl?: string): Promise<Floor> {
  const logger = createLogger('warn')
  const { url, stop } = serverUrl === undefined ? await startServer() : await createDatabase(serverUrl)
  // As the connections of the product's group commit, see `openDatabase`.
  const options = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off'
  const pool = new pg.Pool({ connectionString: url, max: commitLanes, options })
  // A connection that breaks fails the query that needs it; an idle one breaks at most at the end.
  pool.on('error', () => undefined)
  const close = closeOnce(async () => {
    await pool.end()
    await stop()
  })
  try {
    await applyMigrations({ url, logger })
  } catch (error) {
    await close()
    throw error
  }
  return {
    prepare: (document, count) => prepareLoad({ pool, document, count }),
    measureCommitRate: (connections) => measureCommitRate(url, { connections, forMs: commitRateMs }),
    close,
  }
}

interface FloorServer {
  readonly url: string
  stop(): Promise<void>
}

async function startServer(): Promise<FloorServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heddle-floor-'))
  const { url, stop } = await startEmbeddedPostgres({ dataDir, logger: createLogger('warn') })
  return {
    url,
    stop: async () => {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** It goes with the server. */
async function createDatabase(serverUrl: string): Promise<FloorServer> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query('CREATE DATABASE bench_floor')
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = '/bench_floor'
  return { url: url.href, stop: async () => undefined }
}

async function prepareLoad(load: {
  pool: pg.Pool
  document: WorkflowDocument
  count: number
}): Promise<FloorLoad> {
  const { pool, document, count } = load
  const workflow = await insertWorkflow(pool, document)
  for (let run = 0; run < warmUps; run += 1) await driveFloor(pool, workflow, count)
  const runs: FloorRun[] = []
  return { runs, run: async () => void runs.push(await driveFloor(pool, workflow, count)) }
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
