import { emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Queryable } from '../store/queryable.ts'
import { ExecutionCache } from './execution-cache.ts'
import { type LiveExecution, toLiveExecution } from './live-execution.ts'
import { PlanCache } from './plan-cache.ts'
import { type StartInput, toIdentity } from './start-input.ts'

const noDatabase: Queryable = { query: () => Promise.reject(new Error('There is nothing to read')) }
const plan = compilePlan({ name: 'One', nodes: { a: { type: 'noop' } } })
const start: StartInput = {
  ...{ workspaceId: 'w', workflowId: 'f', version: 1, input: {}, priority: 0, trigger: 'api' },
  ...{ startedBy: null, idempotencyKey: null },
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }))
afterEach(() => void vi.useRealTimers())

function newExecution(id: string): LiveExecution {
  return toLiveExecution(id, toIdentity(start, 'One'), emptyState(plan))
}

test('what was not used for a minute goes when the next one comes, and what was used stays', () => {
  const cache = new ExecutionCache(noDatabase, new PlanCache(noDatabase))
  for (const id of ['forgotten', 'used', 'young']) {
    vi.setSystemTime(id === 'young' ? 30_000 : 0)
    cache.keep(newExecution(id))
  }
  vi.setSystemTime(50_000)
  expect(cache.peek('used')?.id).toBe('used')
  vi.setSystemTime(61_000)
  cache.keep(newExecution('next'))
  expect(['forgotten', 'used', 'young', 'next'].filter((id) => cache.peek(id) !== null)).toEqual([
    'used',
    'young',
    'next',
  ])
  expect(cache.size).toBe(3)
})
