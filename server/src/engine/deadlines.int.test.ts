/** Times that must not pass, on a real database: found by a process that neither set them nor started what they end. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { expect, test } from 'vitest'
import { completeAtOnce } from '../testing/test-engine.ts'
import { useTestEngines } from '../testing/use-test-engines.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { RunAttempt } from '../worker/attempt-job.ts'

/** Nodes named `endless` run until they are aborted. */
const runAttempt: RunAttempt = async (job) => {
  if (job.plan.nodes[job.nodeIndex]?.id === 'endless')
    await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
  return completeAtOnce(job)
}

const testEngines = useTestEngines({ isShared: true, capacity: 1, runAttempt })
const { start } = testEngines

/** Started, with its first node running, by a process that looks at no time any more. */
async function startForgotten(document: WorkflowDocument, count = 1): Promise<readonly string[]> {
  const engine = await start()
  const workflowId = await engine.publish(document)
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) {
    ids.push(await engine.start(workflowId))
    if (at === 0)
      await waitFor(async () => (await statusesOf(ids[0])).endless === 'running', { what: 'the node to run' })
  }
  await engine.engine.untilIdle()
  engine.engine.timers.stop()
  return ids
}

async function statusesOf(executionId: string | undefined): Promise<Record<string, string>> {
  const text = 'SELECT node_id, status FROM node_states WHERE execution_id = $1'
  const { rows } = await testEngines.pool.query<{ node_id: string; status: string }>(text, [executionId])
  return Object.fromEntries(rows.map(({ node_id, status }) => [node_id, status]))
}

async function headerOf(executionId: string | undefined) {
  const text = 'SELECT status, started_at, error FROM workflow_executions WHERE id = $1'
  return (await testEngines.pool.query(text, [executionId])).rows[0]
}

const endless = { type: 'noop' }

test('an execution that takes longer than it may fails, and what it still had to do is cancelled', async () => {
  const [id = ''] = await startForgotten({
    name: 'slow',
    settings: { timeoutSeconds: 1 },
    nodes: { endless, after: { type: 'noop' } },
    edges: [{ source: 'endless', target: 'after' }],
  })
  const other = await start()
  expect(await other.untilFinished(id)).toBe('failed')
  expect(await headerOf(id)).toMatchObject({ status: 'failed', error: { code: 'TIMEOUT' } })
  expect(await statusesOf(id)).toEqual({ endless: 'cancelled', after: 'cancelled' })
})

test('a node that no worker starts in time fails, and the run goes on along its failure edge', async () => {
  const [id = ''] = await startForgotten({
    name: 'late',
    nodes: { endless, late: { type: 'noop', startWithinSeconds: 1 }, instead: { type: 'noop' } },
    edges: [{ source: 'late', target: 'instead', port: 'failure' }],
  })
  expect(await statusesOf(id)).toMatchObject({ late: 'queued' })
  await start()
  await waitFor(async () => (await statusesOf(id)).instead === 'completed', {
    deadlineMs: 30_000,
    what: 'the failure edge to be taken',
  })
  expect(await statusesOf(id)).toMatchObject({ endless: 'running', late: 'failed' })
})

test('an execution whose turn does not come in time fails without having started', async () => {
  const document = {
    name: 'in line',
    settings: { maxConcurrentExecutions: 1, startWithinSeconds: 1 },
    nodes: { endless },
  }
  const [first, second = ''] = await startForgotten(document, 2)
  expect(await headerOf(second)).toMatchObject({ status: 'pending' })
  const other = await start()
  expect(await other.untilFinished(second)).toBe('failed')
  expect(await headerOf(second)).toMatchObject({ started_at: null, error: { code: 'TIMEOUT' } })
  expect(await headerOf(first)).toMatchObject({ status: 'running' })
})
