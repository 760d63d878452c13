/**
 * Bugs that a chaos run plants to show that its checker finds them. Each takes one protection away: the
 * fence against reports of lost attempts, the order of commit and publishing, the claim before each attempt, and the
 * priorities of tasks.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import type { Bus } from '../bus/bus.ts'
import { announce } from '../engine/announce.ts'
import type { Engine } from '../engine/engine.ts'
import { installBends, installFault } from '../engine/fault-points.ts'
import type { Plant } from '../entry/env.ts'

export interface PlantedParts {
  readonly engine: Engine
  readonly bus: Bus
}

export function plantBug(plant: Plant, parts: PlantedParts): void {
  plants[plant](parts)
}

const plants: Readonly<Record<Plant, (parts: PlantedParts) => void>> = {
  'no-fencing': () => installBends({ command: withoutFence }),
  'publish-before-commit': ({ bus }) =>
    installFault('before-commit', (work) => {
      for (const { execution, events } of work) announce(bus, execution, events)
    }),
  'no-priorities': () => installBends({ task: (task) => ({ ...task, priority: 0 }) }),
  'trusted-queue': ({ engine }) =>
    installBends({
      claim: async (task, claim) => {
        const outcome = await claim()
        if (outcome.ok) return outcome
        const execution = await engine.executions.get(task.executionId)
        return execution === null ? outcome : { ok: true, execution }
      },
    }),
}

/** Whoever reports of a node that runs is taken to hold it. */
function withoutFence(command: Command, state: ExecutionState): Command {
  if (command.type !== 'complete-attempt' && command.type !== 'fail-attempt') return command
  const { status, attempt, workerId } = state.getNode(command.nodeIndex)
  return status === 'running' && workerId !== null ? { ...command, attempt, workerId } : command
}
