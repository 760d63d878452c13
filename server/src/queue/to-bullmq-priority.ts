/**
 * How a task's priority is told to BullMQ, which runs the lowest number first, whose numbers end at 2^21, and
 * which runs jobs without a number before all that have one.
 *
 * Each task priority gets two neighbouring numbers of its own, so nothing is rounded: an even one for tasks
 * that have their turn among the executions, and the odd one before it for those that still await one (see
 * `bullmq-turns.ts`). The 201 x 201 priorities need numbers up to 80,802.
 */
import { toTaskPriority } from './task-queue.ts'

const LIMIT = 100
const STEPS = 2 * LIMIT + 1

/** The number a task is added with; the next one up is that of the same priority once it has its turn. */
export function toBullmqPriority(taskPriority: number): number {
  const execution = Math.round(taskPriority / 1000)
  const node = taskPriority - execution * 1000
  return ((LIMIT - clamp(execution)) * STEPS + (LIMIT - clamp(node))) * 2 + 1
}

/** The task priority that either of its two numbers stands for. */
export function fromBullmqPriority(number: number): number {
  const level = Math.floor((number - 1) / 2)
  return toTaskPriority(LIMIT - Math.floor(level / STEPS), LIMIT - (level % STEPS))
}

function clamp(priority: number): number {
  return Math.min(LIMIT, Math.max(-LIMIT, priority))
}
