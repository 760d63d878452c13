/** For tests: a run of a small plan, driven through the core's own `decide` and `evolve`. */
import type { Command } from '@heddle/core/execution/command.ts'
import { decide } from '@heddle/core/execution/decide.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { fold } from '@heddle/core/execution/evolve.ts'
import { type ExecutionState, emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'

export const startedAt = Date.parse('2026-11-20T02:00:00.000Z')

/** fetch -> split -> merge, fetch -> page (only when it matters), and a failure edge from split to mend. */
export const plan = compilePlan({
  name: 'Nightly log report',
  nodes: {
    fetch: { name: 'Fetch access log', type: 'http' },
    split: { name: 'Split the log', type: 'shell', retry: { maxAttempts: 2, delayMs: 3000, jitter: false } },
    page: { name: 'Page on-call', type: 'shell' },
    merge: { name: 'Merge counts', type: 'transform' },
    report: { name: 'Build report', type: 'shell', triggerRule: 'none_failed' },
  },
  edges: [
    { source: 'fetch', target: 'split' },
    { source: 'fetch', target: 'page', when: 'rate > 0.02' },
    { source: 'split', target: 'merge' },
    { source: 'merge', target: 'report' },
    { source: 'page', target: 'report' },
  ],
})

export interface TestRun {
  readonly events: readonly ExecutionEvent[]
  state(): ExecutionState
  /** Does a command so many milliseconds after the start; returns the events it led to. */
  act(afterMs: number, command: CommandWithoutTime): readonly ExecutionEvent[]
}

type WithoutTime<C> = C extends Command ? Omit<C, 'now'> : never
export type CommandWithoutTime = WithoutTime<Command>

export function startTestRun(): TestRun {
  const events: ExecutionEvent[] = []
  const state = emptyState(plan)
  const run: TestRun = {
    events,
    state: () => state,
    act(afterMs, command) {
      const decision = decide(state, { ...command, now: startedAt + afterMs } as Command)
      if (!decision.ok) throw new Error(`The core refused ${command.type}: ${decision.refusal}`)
      fold(state, decision.events)
      events.push(...decision.events)
      return decision.events
    },
  }
  run.act(0, {
    type: 'start-execution',
    workflowId: 'w1',
    version: 1,
    trigger: 'manual',
    startedBy: null,
    retryOf: null,
    priority: 0,
    kept: [],
  })
  return run
}

const address = (nodeIndex: number, attempt: number) => ({ nodeIndex, attempt, workerId: 'wk-01' })

export function startAttempt(nodeIndex: number, attempt = 1): CommandWithoutTime {
  return { type: 'start-attempt', ...address(nodeIndex, attempt) }
}

export function completeAttempt(
  nodeIndex: number,
  conditions: Record<number, boolean> = {},
): CommandWithoutTime {
  const output = { kind: 'inline', value: null } as const
  return { type: 'complete-attempt', ...address(nodeIndex, 1), port: 'success', output, conditions }
}

export function failAttempt(nodeIndex: number, attempt: number): CommandWithoutTime {
  const error = {
    code: 'HTTP_STATUS',
    message: 'Answered 503',
    retryable: true,
    details: { status: 503 },
  } as const
  return { type: 'fail-attempt', ...address(nodeIndex, attempt), error, random: 0.5 }
}
