/**
 * Bugs that somebody could write into the core one day. Each replaces one piece of text, which must be there
 * exactly once, so that a mutant never silently turns into nothing when the code changes.
 */

export interface Mutant {
  readonly name: string
  /** Path below `core/src`. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

const attempt = 'execution/decide-attempt.ts'
const control = 'execution/decide-control.ts'
const evolve = 'execution/evolve.ts'
const settle = 'execution/settle.ts'
const rules = 'execution/trigger-rule.ts'

export const mutants: readonly Mutant[] = [
  {
    name: 'a running node is started once more',
    file: attempt,
    find: "if (record.status !== 'queued') return refuse('node-not-queued')",
    replace: '',
  },
  {
    name: 'an old task starts an attempt number again',
    file: attempt,
    find: "if (command.attempt !== record.attempt + 1) return refuse('attempt-not-next')",
    replace: '',
  },
  {
    name: 'nodes start while the execution is paused',
    file: attempt,
    find: "if (state.status === 'paused') return refuse('execution-paused')",
    replace: '',
  },
  {
    name: 'one node too many runs at once',
    file: attempt,
    find: 'state.counts.running >= maxParallel',
    replace: 'state.counts.running > maxParallel',
  },
  {
    name: 'a worker that was given up reports for a later attempt',
    file: attempt,
    find: "record.status === 'running' && record.attempt === address.attempt &&",
    replace: "record.status === 'running' &&",
  },
  {
    name: 'a failure is not counted before the policy is asked',
    file: attempt,
    find: 'state.getNode(command.nodeIndex).failures + 1',
    replace: 'state.getNode(command.nodeIndex).failures',
  },
  {
    name: 'a timer that is not due wakes a node',
    file: attempt,
    find: 'record.dueAt !== null && Date.parse(record.dueAt) <= command.now',
    replace: 'record.dueAt !== null',
  },
  {
    name: 'a node that waited leaves by the default port',
    file: attempt,
    find: 'port: record.port ?? defaultPort',
    replace: 'port: defaultPort',
  },
  {
    name: 'a failure with a failure edge stops the execution',
    file: attempt,
    find: "plan.settings.onFailure === 'stop' && !handlesFailure(plan, address.nodeIndex)",
    replace: "plan.settings.onFailure === 'stop'",
  },
  {
    name: 'a lost attempt is never queued again',
    file: attempt,
    find: `  } else {
    queueNode(deciding, command.nodeIndex)
  }
  return conclude(deciding)
}

export function decideWakeNode`,
    replace: `  }
  return conclude(deciding)
}

export function decideWakeNode`,
  },
  {
    name: 'a cancel leaves nodes unsettled',
    file: control,
    find: `  cancelUnsettled(deciding)
  emitForExecution(deciding, 'execution_cancelled'`,
    replace: "  emitForExecution(deciding, 'execution_cancelled'",
  },
  {
    name: 'a retry looks at the roots only',
    file: control,
    find: 'counts.completed === 0 ? plan.roots : plan.nodes.map((node) => node.index)',
    replace: 'counts.completed < 0 ? [] : plan.roots',
  },
  {
    name: 'skipping does not reach further than one node',
    file: settle,
    find: "if (judgeNode(deciding, edge.target) === 'skipped') open.push(edge.target)",
    replace: 'judgeNode(deciding, edge.target)',
  },
  {
    name: 'an execution finishes twice',
    file: settle,
    find: 'isFinal(draft.status) || countSettled(draft) < draft.plan.nodes.length',
    replace: 'countSettled(draft) < draft.plan.nodes.length',
  },
  {
    name: 'an execution finishes with a node to go',
    file: settle,
    find: 'countSettled(draft) < draft.plan.nodes.length',
    replace: 'countSettled(draft) < draft.plan.nodes.length - 1',
  },
  {
    name: 'a handled failure fails the execution',
    file: evolve,
    find: "record.status === 'failed' && !handlesFailure(state.plan, index)",
    replace: "record.status === 'failed'",
  },
  {
    name: 'a lost attempt counts as a failure',
    file: evolve,
    find: 'losses: before.losses +',
    replace: 'failures: before.failures + 1, losses: before.losses +',
  },
  {
    name: 'a queued node keeps its timer',
    file: evolve,
    find: 'dueAt: event.data.startBefore ?? null,',
    replace: '',
  },
  {
    name: 'a condition is not looked at',
    file: 'execution/edge-outcome.ts',
    find: "edge.port === source.port && conditionHolds(edge, source) ? 'met' : 'missed'",
    replace: "edge.port === source.port ? 'met' : 'missed'",
  },
  {
    name: 'a failure looks like another port to the targets',
    file: 'execution/edge-outcome.ts',
    find: "if (edge.port !== failurePort) return 'failed'",
    replace: "if (edge.port !== failurePort) return 'missed'",
  },
  {
    name: 'none_failed starts after a failure',
    file: rules,
    find: `  none_failed: (tally, settled) => {
    if (tally.failed > 0) return 'skip'`,
    replace: '  none_failed: (_tally, settled) => {',
  },
  {
    name: 'all_failed takes a skipped source for a failed one',
    file: rules,
    find: "if (tally.met + tally.missed > 0) return 'skip'",
    replace: "if (tally.met > 0) return 'skip'",
  },
  {
    name: 'any_success waits for all',
    file: rules,
    find: "if (tally.met > 0) return 'start'",
    replace: "if (tally.met > 0 && settled) return 'start'",
  },
  {
    name: 'all_done starts at the first outcome',
    file: rules,
    find: "all_done: (_tally, settled) => (settled ? 'start' : 'wait')",
    replace: "all_done: (tally, settled) => (settled || tally.met > 0 ? 'start' : 'wait')",
  },
  {
    name: 'one attempt too many',
    file: 'execution/retry-policy.ts',
    find: 'failed.failures >= policy.maxAttempts',
    replace: 'failed.failures > policy.maxAttempts',
  },
  {
    name: 'what must not be tried again is',
    file: 'execution/retry-policy.ts',
    find: '!failed.error.retryable || ',
    replace: '',
  },
  {
    name: 'a restored state forgets the outcomes of edges',
    file: 'execution/restore-state.ts',
    find: "for (const index of indexes) recordStatus(state, index, 'pending')",
    replace: '',
  },
  {
    name: 'a retry keeps what follows a node that runs again',
    file: 'execution/plan-retry.ts',
    find: 'reached.push(target)',
    replace: '',
  },
  {
    name: 'a resolution ends a wait for time',
    file: attempt,
    find: "record.status === 'waiting' && record.waitingFor !== 'time'",
    replace: "record.status === 'waiting'",
  },
  {
    name: 'a node that waits for a signal completes when it is woken',
    file: attempt,
    find: "} else if (record.waitingFor === 'time') {",
    replace: "} else if (record.status === 'waiting') {",
  },
  {
    name: 'a fallback stands in for a cancelled attempt only',
    file: attempt,
    find: "failure.error.code !== 'CANCELLED'",
    replace: "failure.error.code === 'CANCELLED'",
  },
  {
    name: 'an execution is admitted twice',
    file: control,
    find: "if (state.status !== 'pending' || state.seq === 0) return refuse('already-started')",
    replace: '',
  },
]
