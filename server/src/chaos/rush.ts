/**
 * More work at once than there are slots, while nobody harms the fleet: who goes first can then be seen. What is most
 * urgent comes last.
 */
import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import type { PlannedRun } from './plan-load.ts'
import type { Recipe } from './recipes.ts'

const WIDTH = 80
/** Short enough to hold a worker. */
const NODE_MS = 300
const PRIORITIES = [0, -10, 10]

export const rushRecipe: Recipe = {
  document: { name: 'Rush', nodes: Object.fromEntries(Array.from({ length: WIDTH }, toNode)) },
  weight: 0,
  nodes: WIDTH,
  limits: {},
  signals: [],
}

/** Every other node is more urgent than its neighbours. */
function toNode(_none: unknown, at: number): [string, NodeDefinition] {
  return [`n${at}`, { type: 'wait', params: { durationMs: NODE_MS }, priority: at % 2 === 0 ? 0 : 5 }]
}

export function planRush(executions: number): PlannedRun[] {
  const plain = { cancelAfterMs: null, pause: null, signalAfterMs: 0, isWatched: false }
  const priorityOf = (at: number) => PRIORITIES[Math.floor((at / executions) * PRIORITIES.length)] ?? 0
  return Array.from({ length: executions }, (_, at) => ({
    ...plain,
    recipe: rushRecipe,
    priority: priorityOf(at),
  }))
}
