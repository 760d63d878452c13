import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { emptyState, pendingNode } from '@heddle/core/execution/state.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { expect, it } from 'vitest'
import { findPause, toPauseWords } from './pause-words.ts'

function pausedWith(...statuses: NodeStatus[]): string {
  const nodes = Object.fromEntries(statuses.map((_, index) => [`n${index}`, { type: 'noop' }]))
  const state = emptyState(compilePlan({ name: 'x', nodes }))
  for (const [index, status] of statuses.entries()) state.setNode(index, { ...pendingNode, status })
  const running = statuses.filter((status) => status === 'running').length
  state.counts = { ...state.counts, running }
  return toPauseWords(state)
}

it('says what goes on and what is held back', () => {
  expect(pausedWith('running', 'queued')).toBe('1 node runs to its end; nothing new starts')
  expect(pausedWith('running', 'running')).toBe('2 nodes run to their end; nothing new starts')
  expect(pausedWith('queued', 'retrying', 'pending')).toBe('Nothing runs; 2 nodes held back')
  expect(pausedWith('completed', 'waiting')).toBe('Nothing runs')
})

it('tells that nested runs pause as well', () => {
  const state = emptyState(compilePlan({ name: 'x', nodes: { a: { type: 'map' } } }))
  const items = { total: 9, completed: 2, failed: 0, running: 3 }
  state.setNode(0, { ...pendingNode, status: 'waiting', waitingFor: 'children', items })
  expect(toPauseWords(state)).toBe('Its nested runs pause with it; nothing new starts')
})

it('finds who began the last pause', () => {
  const event = (seq: number, by: string): ExecutionEvent => ({
    seq,
    type: 'execution_paused',
    nodeId: null,
    attempt: null,
    timestamp: '2026-11-20T02:00:00.000Z',
    data: { by },
  })
  const log = new Map([
    [3, event(3, 'Mara')],
    [7, event(7, 'Ines')],
  ])
  expect(findPause({ at: (seq) => log.get(seq) }, 9)?.data.by).toBe('Ines')
  expect(findPause({ at: () => undefined }, 9)).toBeNull()
})
