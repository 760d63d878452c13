import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { describe, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { deleteExecutions } from '../store/delete-executions.ts'
import { closePresence, renewPresence } from '../store/worker-presence.ts'
import { completeAtOnce, type TestEngine } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { installFault } from './fault-points.ts'
import { stopLost, sweep } from './sweep.ts'

const diamond: WorkflowDocument = {
  name: 'diamond',
  nodes: { a: { type: 'noop' }, b: { type: 'noop' }, c: { type: 'noop' }, d: { type: 'noop' } },
  edges: [
    { source: 'a', target: 'b' },
    { source: 'a', target: 'c' },
    { source: 'b', target: 'd' },
    { source: 'c', target: 'd' },
  ],
}
const single = (node: object = {}): WorkflowDocument => ({
  name: 'single',
  nodes: { only: { type: 'noop', ...node } },
})

/** Few slots each, so that no engine does all the work alone. */
const shared = { isShared: true, capacity: 4 }

const testEngines = useTestEngines()
const { start } = testEngines

async function readEvents(executionId: string): Promise<ExecutionEvent[]> {
  const text =
    'SELECT seq, type, node_id AS "nodeId", attempt, data FROM execution_events WHERE execution_id = $1 ORDER BY seq'
  return (await testEngines.pool.query<ExecutionEvent>(text, [executionId])).rows
}

const failing =
  (times: number): RunAttempt =>
  async (job) => {
    if (job.attempt > times) return completeAtOnce(job)
    const { nodeIndex, attempt, workerId } = job
    const error = { code: 'THROWN', message: `attempt ${attempt}`, retryable: true } as const
    return { type: 'fail-attempt', nodeIndex, attempt, workerId, error, random: 0 }
  }

/** Runs until it is aborted. */
const endless: RunAttempt = (job) =>
  new Promise((resolve) => {
    job.signal.addEventListener('abort', () => resolve(failing(99)(job)))
  })

async function untilRunning(engine: TestEngine, executionId: string): Promise<void> {
  await waitFor(async () => (await readEvents(executionId)).some((event) => event.type === 'node_started'), {
    what: `a node of ${executionId} to start, slots used ${engine.worker.used}`,
  })
}

describe('an execution', () => {
  test('runs to its end with gapless events and one row a node', async () => {
    const engine = await start()
    const id = await engine.start(await engine.publish(diamond))
    expect(await engine.untilFinished(id)).toBe('completed')
    const events = await readEvents(id)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
    expect(
      events.filter((event) => event.type === 'node_completed').map((event) => event.nodeId),
    ).toHaveLength(4)
    const nodes = await testEngines.pool.query(
      'SELECT status, attempt FROM node_states WHERE execution_id = $1',
      [id],
    )
    expect(nodes.rows).toEqual(Array(4).fill({ status: 'completed', attempt: 1 }))
    const attempts = await testEngines.pool.query(
      'SELECT status FROM job_assignments WHERE execution_id = $1',
      [id],
    )
    expect(attempts.rows).toEqual(Array(4).fill({ status: 'completed' }))
  })

  test('commits once a hop on a chain', async () => {
    const engine = await start()
    const ids = Array.from({ length: 20 }, (_, at) => `n${at}`)
    const nodes = Object.fromEntries(ids.map((id) => [id, { type: 'noop' }]))
    const edges = ids.slice(1).map((target, at) => ({ source: `n${at}`, target }))
    const id = await engine.start(await engine.publish({ name: 'chain', nodes, edges }))
    await engine.untilFinished(id)
    // What is committed is seen before whoever committed it has heard so.
    await engine.engine.untilIdle()
    expect(engine.engine.counters.commits).toBe(21)
  })

  test('tries again after a failure as its policy says', async () => {
    const engine = await start({ runAttempt: failing(2) })
    const retry = { maxAttempts: 3, delayMs: 20, jitter: false }
    const id = await engine.start(await engine.publish(single({ retry })))
    expect(await engine.untilFinished(id)).toBe('completed')
    const rows = await testEngines.pool.query(
      'SELECT attempt, status FROM job_assignments WHERE execution_id = $1 ORDER BY 1',
      [id],
    )
    expect(rows.rows.map((row) => row.status)).toEqual(['failed', 'failed', 'completed'])
  })

  test('is found again by its idempotency key instead of started twice', async () => {
    const engine = await start()
    const workflowId = await engine.publish(single())
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => engine.start(workflowId, { idempotencyKey: 'once' })),
    )
    expect(new Set(ids).size).toBe(1)
  })

  test('does not share its idempotency key with other workflows, and takes it along when it is deleted', async () => {
    const engine = await start()
    const [one, other] = [await engine.publish(single()), await engine.publish(single())]
    const options = { idempotencyKey: 'mine' }
    const first = await engine.start(one, options)
    expect(await engine.start(other, options)).not.toBe(first)
    expect(await engine.untilFinished(first)).toBe('completed')
    expect(await engine.start(one, options)).toBe(first)
    await deleteExecutions(testEngines.pool, { workspaceId: 'default', executionIds: [first] })
    expect(await engine.start(one, options)).not.toBe(first)
  })

  test('is cancelled together with the attempts that run', async () => {
    const engine = await start({ runAttempt: endless })
    const id = await engine.start(await engine.publish(single()))
    await untilRunning(engine, id)
    await engine.engine.control(id, 'cancel', 'somebody')
    expect(await engine.untilFinished(id)).toBe('cancelled')
    await waitFor(() => engine.worker.used === 0, { what: 'the slot to be free' })
    await expect(engine.engine.control(id, 'cancel', null)).rejects.toMatchObject({
      code: 'EXECUTION_STATUS',
    })
    expect((await readEvents(id)).at(-1)?.type).toBe('execution_cancelled')
  })

  test('starts nothing while it is paused and goes on when resumed', async () => {
    const mayFail = Promise.withResolvers<void>()
    const runAttempt: RunAttempt = async (job) => {
      await mayFail.promise
      return failing(1)(job)
    }
    const engine = await start({ capacity: 1, runAttempt })
    const id = await engine.start(
      await engine.publish(single({ retry: { maxAttempts: 2, delayMs: 20, jitter: false } })),
    )
    await untilRunning(engine, id)
    await engine.engine.control(id, 'pause', null)
    mayFail.resolve()
    await waitFor(
      async () => (await readEvents(id)).filter((event) => event.type === 'node_queued').length === 2,
    )
    await engine.engine.control(id, 'resume', null)
    expect(await engine.untilFinished(id)).toBe('completed')
    const types = (await readEvents(id)).map((event) => event.type)
    expect(types.lastIndexOf('node_started')).toBeGreaterThan(types.indexOf('execution_resumed'))
  })

  test('never runs more nodes at once than it allows', async () => {
    let running = 0
    let most = 0
    const engine = await start({
      runAttempt: async (job) => {
        running += 1
        most = Math.max(most, running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        return completeAtOnce(job)
      },
    })
    const nodes = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`n${at}`, { type: 'noop' }]))
    const id = await engine.start(await engine.publish({ name: 'wide', nodes, settings: { maxParallel: 3 } }))
    expect(await engine.untilFinished(id)).toBe('completed')
    expect(most).toBe(3)
  })
})

describe('when something dies', () => {
  test('attempts of a vanished worker are lost, run again, and do not count as failures', async () => {
    const first = await start({ runAttempt: endless })
    const id = await first.start(await first.publish(single()))
    await untilRunning(first, id)
    const second = await start()
    const identity = {
      id: first.worker.id,
      hostname: 'gone',
      pid: 1,
      machine: null,
      version: '0',
      workerGroups: [],
      capacity: 1,
    }
    await renewPresence(testEngines.pool, identity, { used: 1, cpuPercent: null, memoryBytes: null })
    await closePresence(testEngines.pool, [first.worker.id])
    await sweep({ db: second.pool, engine: second.engine, logger: createLogger('silent') }, 0)
    expect(await second.untilFinished(id)).toBe('completed')
    const types = (await readEvents(id)).map((event) => event.type)
    expect(types.filter((type) => type === 'attempt_lost')).toHaveLength(1)
    const rows = await testEngines.pool.query(
      'SELECT failures, losses, attempt FROM node_states WHERE execution_id = $1',
      [id],
    )
    expect(rows.rows).toEqual([{ failures: 0, losses: 1, attempt: 2 }])
  })

  test('a worker that was given up stops what others have taken over', async () => {
    const first = await start({ ...shared, runAttempt: endless })
    const id = await first.start(await first.publish(single()))
    await untilRunning(first, id)
    const [held] = first.worker.listRunning(0)
    const deps = { db: first.pool, engine: first.engine, logger: createLogger('silent') }
    await stopLost(deps, first.worker, 0)
    expect(first.worker.listRunning(0)).toEqual([held])
    const other = await start(shared)
    const address = { nodeIndex: 0, attempt: 1, workerId: first.worker.id }
    await other.engine.submit(id, {
      type: 'lose-attempt',
      now: Date.now(),
      ...address,
      reason: 'worker_lost',
    })
    expect(await other.untilFinished(id)).toBe('completed')
    await stopLost(deps, first.worker, 0)
    await waitFor(() => first.worker.listRunning(0).length === 0, { what: 'the lost attempt to stop' })
  })

  test('a worker that stops hands its attempts back', async () => {
    const first = await start({ runAttempt: endless })
    const id = await first.start(await first.publish(single()))
    await untilRunning(first, id)
    const second = await start()
    await first.worker.stop()
    await second.engine.redelivery.offerForgotten(0)
    expect(await second.untilFinished(id)).toBe('completed')
    const lost = (await readEvents(id)).find((event) => event.type === 'attempt_lost')
    expect(lost?.data).toMatchObject({ reason: 'handed_back' })
  })

  test.each(['before-commit', 'after-commit'] as const)(
    'a connection lost %s neither loses nor repeats a step',
    async (point) => {
      const engine = await start()
      let faults = 0
      installFault(point, () => {
        faults += 1
        if (faults % 3 === 0)
          throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
      })
      try {
        const workflowId = await engine.publish(diamond)
        const starts = await Promise.allSettled(Array.from({ length: 10 }, () => engine.start(workflowId)))
        const ids = starts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
        expect(ids.length).toBeGreaterThan(0)
        for (const id of ids) {
          expect(await engine.untilFinished(id)).toBe('completed')
          const events = await readEvents(id)
          expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
          expect(events.filter((event) => event.type === 'node_started')).toHaveLength(4)
        }
      } finally {
        installFault(point, null)
      }
    },
  )

  test.each([undefined, 7])(
    'engines that move the same execution keep their word, %s nodes at once',
    async (maxParallel) => {
      const engines = [await start(shared), await start(shared), await start(shared)]
      const [first] = engines
      const nodes = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`n${at}`, { type: 'noop' }]))
      const settings = maxParallel === undefined ? {} : { maxParallel }
      const workflowId = (await first?.publish({ name: 'shared', settings, nodes })) ?? ''
      const id = (await first?.start(workflowId)) ?? ''
      const looks = setInterval(() => {
        for (const { engine } of engines) void engine.redelivery.offerToIdle(0, 40)
      }, 5)
      expect(await first?.untilFinished(id)).toBe('completed')
      clearInterval(looks)
      const events = await readEvents(id)
      expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1))
      const started = events.filter((event) => event.type === 'node_started')
      expect(new Set(started.map((event) => event.nodeId)).size).toBe(90)
      expect(started).toHaveLength(90)
      let running = 0
      for (const { type } of events) {
        running += type === 'node_started' ? 1 : type === 'node_completed' ? -1 : 0
        expect(running).toBeLessThanOrEqual(maxParallel ?? 90)
      }
    },
  )

  test('a command that a process refuses on what it last saw is decided on what the others did since', async () => {
    const [starter, other] = [await start({ ...shared, runAttempt: endless }), await start(shared)]
    const id = await starter.start(await starter.publish(single()))
    await untilRunning(starter, id)
    // Now the other one holds the execution in memory as it is.
    await expect(other.engine.control(id, 'resume', null)).rejects.toMatchObject({ code: 'EXECUTION_STATUS' })
    await starter.engine.control(id, 'pause', null)
    await other.engine.control(id, 'resume', null)
    await starter.engine.control(id, 'cancel', null)
    expect(await other.untilFinished(id)).toBe('cancelled')
  })

  test('a result that cannot be stored fails its own node and harms nobody else', async () => {
    const engine = await start({
      runAttempt: async (job) => {
        const report = await completeAtOnce(job)
        const poisoned = job.plan.nodes[job.nodeIndex]?.id === 'poison' && report.type === 'complete-attempt'
        return poisoned ? { ...report, output: { kind: 'inline', value: '\u0000' } } : report
      },
    })
    const nodes = { poison: { type: 'noop' }, good: { type: 'noop' }, better: { type: 'noop' } }
    const id = await engine.start(await engine.publish({ name: 'mixed', nodes }))
    expect(await engine.untilFinished(id)).toBe('failed')
    const rows = await testEngines.pool.query(
      'SELECT node_id, status, error FROM node_states WHERE execution_id = $1',
      [id],
    )
    const byNode = Object.fromEntries(rows.rows.map((row) => [row.node_id, row]))
    expect(byNode.good?.status).toBe('completed')
    expect(byNode.better?.status).toBe('completed')
    expect(byNode.poison?.error).toMatchObject({ code: 'INVALID_OUTPUT' })
  })
})
