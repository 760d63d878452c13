/**
 * The design's floor: the core's decisions and the one committing statement, driven alone. No runner, no HTTP, no
 * publishing, no queue: every attempt that a commit starts is complete at once, and its report waits for the next
 * commit. What the product adds on top is the difference to its own figures.
 */
import { randomUUID } from 'node:crypto'
import type { Command } from '@heddle/core/execution/command.ts'
import { emptyState } from '@heddle/core/execution/state.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import type { Pool } from 'pg'
import { type DecidedBatch, decideBatch } from '../../server/src/engine/decide-batch.ts'
import { commitLanes } from '../../server/src/engine/group-commit.ts'
import { type LiveExecution, toLiveExecution } from '../../server/src/engine/live-execution.ts'
import { type LocalWorker, noWorker } from '../../server/src/engine/local-worker.ts'
import type { Submission } from '../../server/src/engine/submission.ts'
import { commitTransitions } from '../../server/src/store/commit-transitions.ts'

export interface FloorRun {
  readonly elapsedMs: number
  readonly commits: number
  /** From the start of the run to the last event of each execution. */
  readonly latenciesMs: readonly number[]
}

/** As in the engine, so that the statement is driven with the same batches. */
const maxBatch = 128

/** Has a slot for everything: a floor knows no limit of nodes at once. */
const endlessWorker: LocalWorker = { ...noWorker, id: 'floor', reserve: () => true }

/** Runs `count` executions of one plan to their end, all handed in at once. */
export async function driveFloor(
  pool: Pool,
  workflow: { workflowId: string; plan: Plan },
  count: number,
): Promise<FloorRun> {
  const executions = new Map<string, LiveExecution>()
  const waiting = new Map<string, Command[]>()
  const underWay = new Set<string>()
  const latenciesMs: number[] = []
  const idle: (() => void)[] = []
  let commits = 0
  const begin = performance.now()
  for (let index = 0; index < count; index += 1) {
    const execution = newExecution(workflow)
    executions.set(execution.id, execution)
    waiting.set(execution.id, [startCommand(workflow.workflowId)])
  }

  const commitUntilDone = async () => {
    for (;;) {
      const batch = takeBatch(waiting, underWay)
      if (batch.length === 0) {
        if (executions.size === 0) return
        await new Promise<void>((resolve) => idle.push(resolve))
        continue
      }
      const decided = batch.flatMap(([id, commands]) => {
        const execution = executions.get(id)
        return execution === undefined
          ? []
          : [decideBatch(execution, commands.map(toSubmission), endlessWorker)]
      })
      await commitTransitions(
        pool,
        decided.flatMap((work) => work.transition ?? []),
      )
      commits += 1
      for (const work of decided) settle(work)
      for (const resume of idle.splice(0)) resume()
    }
  }
  const settle = ({ execution, started }: DecidedBatch) => {
    underWay.delete(execution.id)
    execution.journal = null
    if (isFinal(execution.state.status)) {
      executions.delete(execution.id)
      latenciesMs.push(performance.now() - begin)
      return
    }
    const reports = started.map(({ nodeIndex, attempt }) => completeCommand(nodeIndex, attempt))
    const known = waiting.get(execution.id)
    if (known !== undefined) known.push(...reports)
    else if (reports.length > 0) waiting.set(execution.id, reports)
  }
  await Promise.all(Array.from({ length: commitLanes }, commitUntilDone))
  return { elapsedMs: performance.now() - begin, commits, latenciesMs }
}

function takeBatch(waiting: Map<string, Command[]>, underWay: Set<string>): [string, Command[]][] {
  const batch: [string, Command[]][] = []
  let room = maxBatch
  for (const [id, commands] of waiting) {
    if (room <= 0) break
    if (underWay.has(id)) continue
    const taken = commands.splice(0, room)
    if (commands.length === 0) waiting.delete(id)
    underWay.add(id)
    batch.push([id, taken])
    room -= taken.length
  }
  return batch
}

function newExecution({ workflowId, plan }: { workflowId: string; plan: Plan }): LiveExecution {
  const identity = {
    workspaceId: 'default',
    workflowId,
    workflowName: 'Floor',
    version: 1,
    trigger: 'api',
    startedBy: null,
    retryOf: null,
    idempotencyKey: null,
    input: {},
    parent: null,
    rootId: null,
    depth: 0,
    subgraph: null,
    item: undefined,
    ignoreCache: false,
  }
  return toLiveExecution(newExecutionId(), identity, emptyState(plan))
}

/** Ordered by time, as the product's: random ids would spread the rows over every page of an index. */
function newExecutionId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

function startCommand(workflowId: string): Command {
  return {
    type: 'start-execution',
    now: Date.now(),
    workflowId,
    version: 1,
    trigger: 'api',
    startedBy: null,
    retryOf: null,
    priority: 0,
    kept: [],
  }
}

function completeCommand(nodeIndex: number, attempt: number): Command {
  const output = { kind: 'inline', value: null } as const
  const address = { nodeIndex, attempt, workerId: endlessWorker.id }
  return { type: 'complete-attempt', now: Date.now(), ...address, port: 'success', output }
}

function toSubmission(command: Command): Submission {
  const ignore = () => undefined
  return {
    executionId: '',
    command,
    create: null,
    whenUnavailable: 'fail',
    resolve: ignore,
    reject: ignore,
    minSeq: 0,
    tries: 0,
    verified: false,
    alone: false,
  }
}
