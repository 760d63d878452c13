/** A whole server on a database of its own, listening on a port of its own, with everything that runs nodes. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type pg from 'pg'
import { createOwnerSetup, type OwnerSetup } from '../auth/owner-setup.ts'
import { buildServer } from '../entry/build-server.ts'
import { openPools } from '../entry/database.ts'
import { readSettings } from '../entry/env.ts'
import { createWorker, type RunningWorker } from '../entry/run-worker.ts'
import { createLogger } from '../ops/logger.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { createTestDatabase } from './test-database.ts'
import { waitFor } from './wait-for.ts'

export const testKey = 'key-of-the-tests-0123456789'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // What a program gets: tests look into it freely.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of any shape
  readonly body: any
  readonly text: string
}

export interface CallOptions {
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** Sent as it is instead of a JSON body. */
  readonly rawBody?: string
}

export interface TestApi {
  readonly url: string
  readonly pool: pg.Pool
  readonly running: RunningWorker
  readonly ownerSetup: OwnerSetup
  /** With the key; `POST /path` in one string. */
  call(request: string, options?: CallOptions): Promise<Answer>
  /** With no credentials of its own. */
  callAsNobody(request: string, options?: CallOptions): Promise<Answer>
  createWorkflow(document: WorkflowDocument): Promise<string>
  /** Starts and waits for the end; the whole answer. */
  run(workflowId: string, body?: unknown): Promise<Answer['body']>
  close(): Promise<void>
}

export interface TestApiOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly pagesFolder?: string
  /** A database that the test looks after itself. */
  readonly databaseUrl?: string
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const testDatabase = options.databaseUrl === undefined ? await createTestDatabase() : null
  const dataDir = await mkdtemp(join(tmpdir(), 'heddle-api-'))
  const logger = createLogger('silent')
  const settings = readSettings({ HEDDLE_DATA_DIR: dataDir, HEDDLE_API_KEY: testKey, ...options.env })
  const databaseUrl = testDatabase?.url ?? options.databaseUrl ?? ''
  const pools = openPools(databaseUrl, settings, logger)
  const database = { ...pools, url: databaseUrl, isEmbedded: false }
  const running = await createWorker(settings, database, logger)
  const { pool } = database
  const runInTransaction = runInTransactionOf(pool)
  const ownerSetup = createOwnerSetup({ db: pool, runInTransaction })
  const { pagesFolder } = options
  const app = await buildServer({
    ...{ settings, logger, database, running, ownerSetup },
    ...(pagesFolder !== undefined && { pagesFolder }),
  })
  await running.start()
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const callAsNobody = (request: string, call: CallOptions = {}) => send(url, request, call)
  const call = (request: string, { headers, ...rest }: CallOptions = {}) =>
    callAsNobody(request, { ...rest, headers: { authorization: `Bearer ${testKey}`, ...headers } })
  return {
    url,
    pool,
    running,
    ownerSetup,
    call,
    callAsNobody,
    createWorkflow: async (document) => {
      const { status, body, text } = await call('POST /api/workflows', { body: document })
      if (status !== 201) throw new Error(`The workflow was refused: ${text}`)
      return body.workflow_id
    },
    run: async (workflowId, body = {}) => {
      const started = await call(`POST /api/workflows/${workflowId}/execute`, { body })
      if (started.status !== 201) throw new Error(`The start was refused: ${started.text}`)
      return untilFinal(call, started.body.execution_id)
    },
    close: async () => {
      await app.close()
      await running.stop()
      await database.close()
      await testDatabase?.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Longer than one request waits, which is all that a slow machine may need for thousands of nodes. */
async function untilFinal(call: TestApi['call'], executionId: string): Promise<Answer['body']> {
  return waitFor(
    async () => {
      const { body } = await call(`GET /api/executions/${executionId}?wait=20`)
      return isFinal(body.status) ? body : null
    },
    { deadlineMs: 50_000, what: `execution ${executionId} to end` },
  )
}

async function send(
  url: string,
  request: string,
  { body, rawBody, headers = {} }: CallOptions,
): Promise<Answer> {
  const [method = 'GET', path = '/'] = request.split(' ')
  const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(content !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(content !== undefined && { body: content }),
    redirect: 'manual',
  })
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null }
}
