/** The life of each node as its events tell it: one attempt at a time, and one of them settles the node, once. */
import type { Violation } from './violation.ts'
import type { RunHistory, WireEvent } from './wire-event.ts'

type Phase = 'unreached' | 'queued' | 'running' | 'waiting' | 'retrying' | 'lost' | 'settled'

interface NodeLife {
  phase: Phase
  attempt: number
}

interface Step {
  readonly from: readonly Phase[]
  readonly to: Phase | 'same'
  /** Whether the event has to name the attempt that the node is at. */
  readonly isOfAttempt: boolean
}

const active: readonly Phase[] = ['unreached', 'queued', 'running', 'waiting', 'retrying', 'lost']
const steps: Readonly<Record<string, Step>> = {
  node_queued: { from: ['unreached', 'waiting', 'retrying', 'lost'], to: 'queued', isOfAttempt: false },
  node_started: { from: ['queued'], to: 'running', isOfAttempt: false },
  node_progress: { from: ['running', 'waiting'], to: 'same', isOfAttempt: true },
  node_waiting: { from: ['running'], to: 'waiting', isOfAttempt: true },
  node_retrying: { from: ['running'], to: 'retrying', isOfAttempt: true },
  attempt_lost: { from: ['running'], to: 'lost', isOfAttempt: true },
  node_completed: { from: ['running', 'waiting'], to: 'settled', isOfAttempt: true },
  node_failed: { from: ['running', 'lost'], to: 'settled', isOfAttempt: true },
  node_skipped: { from: ['unreached'], to: 'settled', isOfAttempt: false },
  node_cancelled: { from: active, to: 'settled', isOfAttempt: false },
}

export function judgeAttempts({ executionId, events }: RunHistory): Violation[] {
  const lives = new Map<string, NodeLife>()
  const found: Violation[] = []
  for (const event of events) {
    const step = steps[event.type]
    if (event.node_id === null || step === undefined) continue
    const life = lives.get(event.node_id) ?? { phase: 'unreached', attempt: 0 }
    const problem = findProblem(life, event, step)
    if (problem !== null) {
      const detail = `${event.seq} ${event.type} ${event.node_id} ${event.attempt ?? ''}: ${problem}`
      found.push({ rule: 'one attempt at a time counts', executionId, detail })
    }
    if (event.type === 'node_started') life.attempt = event.attempt ?? 0
    if (step.to !== 'same') life.phase = step.to
    lives.set(event.node_id, life)
  }
  return found
}

function findProblem(life: NodeLife, event: WireEvent, step: Step): string | null {
  if (!step.from.includes(life.phase)) return `the node was ${life.phase}`
  if (event.type === 'node_started' && event.attempt !== life.attempt + 1)
    return `the attempt before was ${life.attempt}`
  if (step.isOfAttempt && event.attempt !== life.attempt) return `the node was at attempt ${life.attempt}`
  return null
}
