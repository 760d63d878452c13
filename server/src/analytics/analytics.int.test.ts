/** Every panel against the same figures counted by hand from the same rows. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { listDurations } from './list-durations.ts'
import { listExecutionsByStatus } from './list-executions-by-status.ts'
import { listFailingNodes } from './list-failing-nodes.ts'
import { listSlowestNodes } from './list-slowest-nodes.ts'
import { listSuccessRates } from './list-success-rates.ts'
import { listThroughput } from './list-throughput.ts'
import { readOverview } from './read-overview.ts'
import type { Scope } from './scope.ts'

const HOUR = 3_600_000
const start = Date.parse('2026-03-02T00:00:00.000Z')
const end = start + 48 * HOUR
const statuses = ['completed', 'completed', 'completed', 'failed', 'cancelled', 'running'] as const
const triggers = ['manual', 'api', 'retry'] as const

interface Run {
  readonly id: string
  readonly workflowId: string
  readonly status: (typeof statuses)[number]
  readonly trigger: (typeof triggers)[number]
  /** Started by a node of this execution and by nobody else. */
  readonly parentId: string | null
  readonly createdAt: number
  readonly completedAt: number | null
  readonly completedNodes: number
  readonly nodes: {
    readonly nodeId: string
    readonly waitMs: number
    readonly ms: number
    readonly failures: number
  }[]
}

let database: TestDatabase
const workflowIds = [randomUUID(), randomUUID()]
let runs: Run[]
let nested: Run[]

/** Repeats itself, so that a failure can be looked at (mulberry32). */
function createRandom(): (below: number) => number {
  let state = 12_345
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function makeRuns(): Run[] {
  const random = createRandom()
  return Array.from({ length: 300 }, () => {
    const status = statuses[random(statuses.length)] ?? 'completed'
    const createdAt = start - 24 * HOUR + random(96 * HOUR)
    const completedAt = status === 'running' ? null : createdAt + 1 + random(2 * HOUR)
    return {
      id: randomUUID(),
      workflowId: workflowIds[random(2)] ?? '',
      status,
      trigger: triggers[random(3)] ?? 'api',
      parentId: null,
      createdAt,
      completedAt,
      completedNodes: random(4),
      nodes: ['a', 'b', 'c'].map((nodeId) => ({
        nodeId,
        waitMs: random(500),
        ms: random(60_000),
        failures: random(3),
      })),
    }
  })
}

/** An item of each fourth run, as long as that one. */
function makeNested(): Run[] {
  return runs
    .filter((_, index) => index % 4 === 0)
    .map((run) => ({ ...run, id: randomUUID(), parentId: run.id }))
}

async function insertRuns(): Promise<void> {
  const draft = JSON.stringify({
    name: 'w',
    nodes: { a: { type: 'noop', name: 'Node A' }, b: { type: 'noop' } },
  })
  for (const [index, id] of workflowIds.entries()) {
    await database.pool.query(
      `INSERT INTO workflow_definitions (id, workspace_id, name, draft) VALUES ($1, 'default', $2, $3)`,
      [id, `workflow ${index}`, draft],
    )
  }
  const all = [...runs, ...nested]
  await insertAll('workflow_executions', all.map(toExecution))
  await insertAll('node_states', all.flatMap(toNodeStates))
  await insertAll('job_assignments', all.flatMap(toAssignments))
}

async function insertAll(table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`
  await database.pool.query(text, [JSON.stringify(rows)])
}

function toExecution(run: Run): object {
  return {
    id: run.id,
    workspace_id: 'default',
    workflow_id: run.workflowId,
    version: 1,
    status: run.status,
    trigger: run.trigger,
    parent_execution_id: run.parentId,
    priority: 0,
    input: {},
    last_seq: 1,
    total_nodes: 3,
    completed_nodes: run.completedNodes,
    created_at: toDate(run.createdAt),
    started_at: toDate(run.createdAt),
    completed_at: toDate(run.completedAt),
  }
}

function toNodeStates(run: Run): object[] {
  return run.nodes.map((node, index) => ({
    execution_id: run.id,
    node_index: index,
    node_id: node.nodeId,
    status: 'completed',
    attempt: node.failures + 1,
    queued_at: toDate(run.createdAt),
    started_at: toDate(run.createdAt + node.waitMs),
    completed_at: toDate(run.createdAt + node.waitMs + node.ms),
  }))
}

function toAssignments(run: Run): object[] {
  return run.nodes.flatMap((node, index) =>
    Array.from({ length: node.failures + 1 }, (_, at) => ({
      execution_id: run.id,
      node_index: index,
      attempt: at + 1,
      node_id: node.nodeId,
      worker_id: 'w',
      status: at < node.failures ? 'failed' : 'completed',
      started_at: toDate(run.createdAt),
    })),
  )
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}

/** As PostgreSQL's percentile_cont: between the two nearest values. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? 0
  return low + (high - low) * (at - Math.floor(at))
}

const durationsOf = (some: readonly Run[]) =>
  some.flatMap((run) =>
    run.status === 'completed' && run.completedAt !== null ? [run.completedAt - run.createdAt] : [],
  )

const scopes: [string, Partial<Scope>][] = [
  ['everything', {}],
  ['one workflow', { workflowId: workflowIds[0] }],
  ['one trigger', { trigger: 'retry' }],
  ['one trigger of one workflow', { workflowId: workflowIds[1], trigger: 'api' }],
]

function scopeOf(part: Partial<Scope>): Scope {
  return { workspaceId: 'default', from: new Date(start), to: new Date(end), ...part }
}

function matching(part: Partial<Scope>, among = runs): Run[] {
  return among.filter(
    (run) =>
      (part.workflowId === undefined || run.workflowId === part.workflowId) &&
      (part.trigger === undefined || run.trigger === part.trigger),
  )
}

const createdWithin = (from: number, to: number) => (run: Run) => run.createdAt >= from && run.createdAt < to

beforeAll(async () => {
  database = await createTestDatabase()
  runs = makeRuns()
  nested = makeNested()
  await insertRuns()
})
afterAll(() => database?.drop())

describe.each(scopes)('for %s', (_name, part) => {
  test('the overview counts statuses, rates and durations', async () => {
    const mine = matching(part).filter(createdWithin(start, end))
    const count = (status: string) => mine.filter((run) => run.status === status).length
    const overview = await readOverview(database.pool, scopeOf(part))
    expect(overview.executions.total).toBe(mine.length)
    for (const status of ['completed', 'failed', 'cancelled', 'running', 'pending', 'paused'] as const)
      expect(overview.executions.byStatus[status]).toBe(count(status))
    expect(overview.successRate).toBeCloseTo(count('completed') / (count('completed') + count('failed')))
    expect(overview.p50Ms).toBeCloseTo(percentile(durationsOf(mine), 0.5) ?? -1, 3)
    expect(overview.p95Ms).toBeCloseTo(percentile(durationsOf(mine), 0.95) ?? -1, 3)
    const waits = mine.flatMap((run) => run.nodes.map((node) => node.waitMs))
    expect(overview.queueWaitP95Ms).toBeCloseTo(percentile(waits, 0.95) ?? -1, 3)
    expect(overview.retriedShare).toBeCloseTo(
      mine.filter((run) => run.trigger === 'retry').length / mine.length,
    )
  })

  test('the series have a point for every hour, with what belongs to it', async () => {
    const series = { ...scopeOf(part), interval: 'hour' } as const
    const [byStatus, durations, rates, throughput] = await Promise.all([
      listExecutionsByStatus(database.pool, series),
      listDurations(database.pool, series),
      listSuccessRates(database.pool, series),
      listThroughput(database.pool, series),
    ])
    for (let hour = 0; hour < 48; hour += 1) {
      const [from, to] = [start + hour * HOUR, start + (hour + 1) * HOUR]
      const bucket = new Date(from).toISOString()
      const created = matching(part).filter(createdWithin(from, to))
      const count = (status: string) => created.filter((run) => run.status === status).length
      expect(byStatus[hour]).toEqual({
        bucket,
        completed: count('completed'),
        failed: count('failed'),
        cancelled: count('cancelled'),
        live: count('running'),
      })
      const times = durationsOf(created)
      expect(durations[hour]).toMatchObject({ bucket, count: times.length })
      expect(durations[hour]?.p95Ms ?? -1).toBeCloseTo(percentile(times, 0.95) ?? -1, 3)
      const judged = count('completed') + count('failed')
      expect(rates[hour]).toEqual({
        bucket,
        count: judged,
        rate: judged === 0 ? null : count('completed') / judged,
      })
      const ended = matching(part, [...runs, ...nested]).filter(
        ({ completedAt }) => completedAt !== null && completedAt >= from && completedAt < to,
      )
      const nodes = ended.reduce((sum, run) => sum + run.completedNodes, 0)
      const executions = ended.filter((run) => run.parentId === null).length
      expect(throughput[hour]).toEqual({ bucket, executions, nodes })
    }
    expect(byStatus).toHaveLength(48)
  })

  test('nodes are ranked by failures and by time', async () => {
    const mine = matching(part).filter(createdWithin(start, end))
    const nodesOf = (workflowId: string, nodeId: string) =>
      mine
        .filter((run) => run.workflowId === workflowId)
        .flatMap((run) => run.nodes.filter((node) => node.nodeId === nodeId))
    const failing = await listFailingNodes(database.pool, { ...scopeOf(part), limit: 10 })
    const slowest = await listSlowestNodes(database.pool, { ...scopeOf(part), limit: 10 })
    expect(failing.length).toBe(part.workflowId === undefined ? 6 : 3)
    for (const { workflowId, nodeId, nodeName, failed, attempts, rate } of failing) {
      const nodes = nodesOf(workflowId, nodeId)
      expect(failed).toBe(nodes.reduce((sum, node) => sum + node.failures, 0))
      expect(attempts).toBe(failed + nodes.length)
      expect(rate).toBeCloseTo(failed / attempts)
      expect(nodeName).toBe(nodeId === 'a' ? 'Node A' : nodeId)
    }
    for (const { workflowId, nodeId, count, p95Ms, shareOfRun } of slowest) {
      const times = nodesOf(workflowId, nodeId).map((node) => node.ms)
      expect(count).toBe(times.length)
      expect(p95Ms).toBeCloseTo(percentile(times, 0.95) ?? -1, 3)
      const all = ['a', 'b', 'c'].flatMap((id) => nodesOf(workflowId, id).map((node) => node.ms))
      const sum = (some: readonly number[]) => some.reduce((total, each) => total + each, 0)
      expect(shareOfRun).toBeCloseTo(sum(times) / sum(all))
    }
    expect(slowest.map((node) => node.p95Ms)).toEqual(
      slowest.map((node) => node.p95Ms).toSorted((a, b) => b - a),
    )
  })
})

test('a period without executions has no figures and empty points', async () => {
  const quiet = {
    workspaceId: 'default',
    from: new Date('2020-01-01'),
    to: new Date('2020-01-08'),
    interval: 'day',
  } as const
  expect(await readOverview(database.pool, quiet)).toMatchObject({
    executions: { total: 0 },
    successRate: null,
    p50Ms: null,
    queueWaitP95Ms: null,
    retriedShare: null,
  })
  expect(await listExecutionsByStatus(database.pool, quiet)).toHaveLength(7)
})

test('another workspace sees nothing', async () => {
  const overview = await readOverview(database.pool, { ...scopeOf({}), workspaceId: 'other' })
  expect(overview.executions.total).toBe(0)
})
