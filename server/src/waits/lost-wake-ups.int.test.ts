/** A decision or a signal may come at any moment, through any process: the node that waits for it always goes on. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, expect, test } from 'vitest'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { createLogger } from '../ops/logger.ts'
import { insertSignal } from '../store/insert-signal.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { TestEngine } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'
import { createWaitFollower } from './follow-waits.ts'
import { createWaitLook } from './look-at-waits.ts'
import { createLogNotifier } from './notifier.ts'
import { createStoredWaits } from './stored-waits.ts'
import { wakeResolved } from './wake-resolved.ts'

const one: WorkflowDocument = { name: 'one', nodes: { paid: { type: 'signal', params: { name: 'paid' } } } }
const logger = createLogger('silent')
const bus = createInProcessBus()

const testEngines = useTestEngines({ isShared: true })
afterAll(() => bus.close())

interface Gate {
  /** Called between the look for a signal that found nothing and the wait that follows from it. */
  readonly beforeWait?: (executionId: string) => Promise<unknown>
  /** Called between taking a signal and the report of it. */
  readonly beforeReport?: (attempt: HeldAttempt) => Promise<unknown>
  readonly follows?: boolean
  readonly capacity?: number
}

interface HeldAttempt {
  readonly nodeIndex: number
  readonly attempt: number
  readonly workerId: string
}

/** An engine whose attempts all look for the signal `paid`. */
async function start({
  beforeWait,
  beforeReport,
  follows = true,
  capacity = 8,
}: Gate = {}): Promise<TestEngine> {
  const waits = createStoredWaits({ db: testEngines.pool, bus, notifier: createLogNotifier(logger) })
  const runAttempt: RunAttempt = async ({ execution, plan, nodeIndex, attempt, workerId }) => {
    const nodeId = plan.nodes[nodeIndex]?.id ?? ''
    const { id: executionId, workspaceId, workflowId } = execution
    const address = { executionId, workspaceId, workflowId, nodeIndex, nodeId, nodeName: nodeId, attempt }
    const { signal } = await waits.lookForSignal(address, { name: 'paid', until: null })
    const about = { nodeIndex, attempt, workerId, port: 'success' }
    if (signal !== null) {
      await beforeReport?.({ nodeIndex, attempt, workerId })
      return { type: 'complete-attempt', ...about, output: { kind: 'inline', value: signal.payload } }
    }
    await beforeWait?.(executionId)
    return { type: 'suspend-attempt', ...about, reason: 'signal', until: null }
  }
  const engine = await testEngines.start({ capacity, runAttempt })
  if (follows)
    engine.engine.onCommitted(
      createWaitFollower({ db: testEngines.pool, engine: engine.engine, bus, logger }),
    )
  return engine
}

const send = (executionId: string, payload: unknown) =>
  runInTransactionOf(testEngines.pool)((db) =>
    insertSignal(
      db,
      { executionId, name: 'paid', payload, idempotencyKey: null, sentBy: null },
      { count: 100, bytes: 1_000_000 },
    ),
  )

const wakeThrough = ({ engine }: TestEngine, executionId: string) =>
  wakeResolved({ db: testEngines.pool, engine, logger }, [executionId])

const statusOf = async (executionId: string): Promise<string | undefined> =>
  (
    await testEngines.pool.query<{ status: string }>(
      'SELECT status FROM node_states WHERE execution_id = $1',
      [executionId],
    )
  ).rows[0]?.status

const untilWaiting = (executionId: string) =>
  waitFor(async () => (await statusOf(executionId)) === 'waiting', { what: 'the node to wait' })

test('a signal through one process moves a node that waits in another', async () => {
  const near = await start()
  const far = await start({ capacity: 1 })
  const executionId = await near.start(await near.publish(one))
  await untilWaiting(executionId)
  // The other process holds a state of the execution from before the wait.
  await far.engine.executions.get(executionId)
  await send(executionId, 'first')
  await wakeThrough(far, executionId)
  expect(await near.untilFinished(executionId)).toBe('completed')
})

test('a process whose memory of the execution is behind wakes the node all the same', async () => {
  const gate = Promise.withResolvers<void>()
  const near = await start({ beforeWait: () => gate.promise })
  const far = await start({ capacity: 1 })
  const executionId = await near.start(await near.publish(one))
  await waitFor(async () => (await statusOf(executionId)) === 'running', { what: 'the node to run' })
  const seen = await far.engine.executions.get(executionId)
  expect(seen?.state.getNode(0).status).toBe('running')
  gate.resolve()
  await untilWaiting(executionId)
  await send(executionId, 1)
  await wakeThrough(far, executionId)
  expect(await near.untilFinished(executionId)).toBe('completed')
})

test('a signal that comes between the look and the wait is found when the wait is committed', async () => {
  let far: TestEngine | null = null
  const late = async (executionId: string) => {
    await send(executionId, 'in between')
    // Nobody waits yet: this wakes nothing.
    if (far !== null) await wakeThrough(far, executionId)
  }
  const near = await start({ beforeWait: late })
  far = await start({ capacity: 1, follows: false })
  const executionId = await near.start(await near.publish(one))
  expect(await near.untilFinished(executionId)).toBe('completed')
})

test('where the process that should have looked died, the look of the sweep finds the node', async () => {
  const near = await start({ follows: false })
  const executionId = await near.start(await near.publish(one))
  await untilWaiting(executionId)
  await send(executionId, 'unheard')
  expect(await statusOf(executionId)).toBe('waiting')
  const other = await start({ follows: false })
  const notifier = createLogNotifier(logger)
  await createWaitLook({ db: testEngines.pool, engine: other.engine, bus, logger, notifier })()
  expect(await near.untilFinished(executionId)).toBe('completed')
})

test('signals at any moment through two processes move each of a hundred nodes exactly once', async () => {
  const both = [await start(), await start()] as const
  const workflowId = await both[0].publish({
    name: 'hundred',
    nodes: Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`n${at}`, { type: 'signal' }])),
  })
  const executionId = await both[0].start(workflowId)
  await Promise.all(
    Array.from({ length: 100 }, async (_, at) => {
      await send(executionId, at)
      const through = both[at % 2]
      if (through !== undefined) await wakeThrough(through, executionId)
    }),
  )
  expect(await both[0].untilFinished(executionId)).toBe('completed')
  const { rows } = await testEngines.pool.query<{ output: number }>(
    'SELECT output FROM node_states WHERE execution_id = $1',
    [executionId],
  )
  const outputs = rows.map(({ output }) => output).toSorted((a, b) => a - b)
  expect(outputs).toEqual(Array.from({ length: 100 }, (_, at) => at))
}, 60_000)

test('an attempt that lost its node takes no signal away from the one that holds it', async () => {
  const near = await start()
  const executionId = await near.start(await near.publish(one))
  await untilWaiting(executionId)
  const waits = createStoredWaits({ db: testEngines.pool, bus, notifier: createLogNotifier(logger) })
  await send(executionId, 'mine')
  const ids = { workspaceId: 'default', workflowId: executionId, nodeId: 'paid', nodeName: 'paid' }
  const stale = { executionId, nodeIndex: 0, attempt: 1, ...ids }
  expect((await waits.lookForSignal(stale, { name: 'paid', until: null })).signal).toBeNull()
  await wakeThrough(near, executionId)
  expect(await near.untilFinished(executionId)).toBe('completed')
})

test('a signal stays with its node when the attempt that took it is lost', async () => {
  const taken: HeldAttempt[] = []
  const gate = Promise.withResolvers<void>()
  const near = await start({
    beforeReport: async (attempt) => {
      taken.push(attempt)
      if (taken.length === 1) await gate.promise
    },
  })
  const executionId = await near.start(await near.publish(one))
  await untilWaiting(executionId)
  await send(executionId, 'first')
  await wakeThrough(near, executionId)
  const lost = await waitFor(() => taken[0] ?? null, { what: 'the signal to be taken' })
  await send(executionId, 'second')
  await near.engine.submit(executionId, {
    type: 'lose-attempt',
    now: Date.now(),
    ...lost,
    reason: 'worker_lost',
  })
  expect(await near.untilFinished(executionId)).toBe('completed')
  gate.resolve()
  expect(taken.map(({ attempt }) => attempt)).toEqual([lost.attempt, lost.attempt + 1])
  const { rows } = await testEngines.pool.query('SELECT output FROM node_states WHERE execution_id = $1', [
    executionId,
  ])
  expect(rows).toEqual([{ output: 'first' }])
})
