/**
 * Named places where a test may make the engine fail or bend what passes. Inert unless a test installs something;
 * in a started process only `npm run chaos` does.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import type { Task } from '../queue/task-queue.ts'
import type { LiveExecution } from './live-execution.ts'
import type { Claimed } from './submission.ts'

export type FaultPoint = 'before-commit' | 'after-commit' | 'before-publish'

/** What is about to be committed. */
export interface Work {
  readonly execution: LiveExecution
  readonly events: readonly ExecutionEvent[]
}

type Fault = (work: readonly Work[]) => void

const faults = new Map<FaultPoint, Fault>()

/** Tests only: what happens when the place is passed; null makes it inert again. */
export function installFault(point: FaultPoint, fault: Fault | null): void {
  if (fault === null) faults.delete(point)
  else faults.set(point, fault)
}

export function passFaultPoint(point: FaultPoint, work: readonly Work[] = []): void {
  faults.get(point)?.(work)
}

/** What may be bent on its way. */
export interface Bends {
  /** A command, before it is decided on the state. */
  command?: (command: Command, state: ExecutionState) => Command
  /** The claim of a delivered task. */
  claim?: (task: Task, claim: () => Promise<Claimed>) => Promise<Claimed>
  /** A task, before it is put into the queue. */
  task?: (task: Task) => Task
}

let bends: Bends = {}

/** Tests only; an empty object makes the places inert again. */
export function installBends(those: Bends): void {
  bends = those
}

export function bendCommand(command: Command, state: ExecutionState): Command {
  return bends.command?.(command, state) ?? command
}

export function bendClaim(task: Task, claim: () => Promise<Claimed>): Promise<Claimed> {
  return bends.claim?.(task, claim) ?? claim()
}

export function bendTask(task: Task): Task {
  return bends.task?.(task) ?? task
}
