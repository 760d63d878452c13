/**
 * A task queue that misbehaves as a queue may: it delivers late, and it delivers twice. For chaos runs, which show
 * that no harm comes of it.
 */
import { createSeededRandom } from '@heddle/core/execution/seeded-random.ts'
import { bendTask } from '../engine/fault-points.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'

const LATE = 0.04
const TWICE = 0.04
const LONGEST_DELAY_MS = 1_500

export function makeUnruly(queue: TaskQueue, seed: number): TaskQueue {
  const random = createSeededRandom(seed)
  const due: Task[] = []
  const repeated = new WeakSet<Task>()
  let listener: () => void = () => undefined
  const deliverLater = (task: Task) => {
    const arrive = () => {
      due.push(task)
      listener()
    }
    setTimeout(arrive, random() * LONGEST_DELAY_MS).unref()
  }
  const bend = (task: Task): Task[] => {
    if (random() < LATE) {
      deliverLater(task)
      return []
    }
    if (random() < TWICE) {
      const copy = { ...task }
      repeated.add(copy)
      deliverLater(copy)
    }
    return [task]
  }
  return {
    add: (tasks) => queue.add(tasks.map(bendTask)),
    take(room) {
      const late = due.splice(0, room)
      return [...late, ...queue.take(room - late.length).flatMap(bend)]
    },
    // The queue knows of one delivery only.
    settle: (task) => (repeated.has(task) ? undefined : queue.settle(task)),
    peekPriority: () => queue.peekPriority(),
    has: (executionId, nodeIndex) => queue.has(executionId, nodeIndex),
    forget: (executionId) => queue.forget(executionId),
    onAvailable(listen) {
      listener = listen
      queue.onAvailable(listen)
    },
    depth: () => queue.depth(),
    health: () => queue.health(),
    close: () => queue.close(),
  }
}
