/**
 * The queue of a fleet that outlives its Redis: tasks that the shared queue cannot take stay in this process,
 * whose own worker goes on with them. When Redis is back they go there, for all to share.
 */
import type { InProcessQueue } from './in-process-queue.ts'
import type { QueueDepth, Task, TaskQueue } from './task-queue.ts'

/** A queue that may be away. */
export interface RemoteTaskQueue extends TaskQueue {
  /** Called with tasks that were not, or perhaps not, added. */
  onRefused(listener: (tasks: readonly Task[]) => void): void
  /** Called when tasks are taken again after some were refused or may have been lost. */
  onRecovered(listener: () => void): void
}

export interface FallbackQueueDeps {
  readonly remote: RemoteTaskQueue
  readonly local: InProcessQueue
  /** The shared queue is back and may have lost tasks: what is queued in the database is to be added again. */
  readonly onRecovered: () => void
}

export function createFallbackQueue({ remote, local, onRecovered }: FallbackQueueDeps): TaskQueue {
  remote.onRefused((tasks) => local.add(tasks))
  remote.onRecovered(() => {
    remote.add(local.take(Number.MAX_SAFE_INTEGER))
    onRecovered()
  })
  return {
    add: (tasks) => remote.add(tasks),
    take(room) {
      const own = local.take(room)
      const shared = remote.take(room - own.length)
      return own.length === 0 ? shared : [...own, ...shared].sort((a, b) => b.priority - a.priority)
    },
    settle(task) {
      local.settle()
      remote.settle(task)
    },
    peekPriority: () => moreUrgent(local.peekPriority(), remote.peekPriority()),
    has: (executionId, nodeIndex) => local.has(executionId, nodeIndex) || remote.has(executionId, nodeIndex),
    forget(executionId) {
      local.forget(executionId)
      remote.forget(executionId)
    },
    onAvailable(listener) {
      local.onAvailable(listener)
      remote.onAvailable(listener)
    },
    depth: async () => sum(await local.depth(), await remote.depth()),
    health: () => remote.health(),
    async close() {
      await local.close()
      await remote.close()
    },
  }
}

function moreUrgent(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.max(a, b)
}

function sum(a: QueueDepth, b: QueueDepth): QueueDepth {
  const groups = new Map(b.groups.map(({ group, tasks }) => [group, tasks]))
  for (const { group, tasks } of a.groups) groups.set(group, tasks + (groups.get(group) ?? 0))
  return {
    tasks: a.tasks + b.tasks,
    oldestMs: moreUrgent(a.oldestMs, b.oldestMs),
    groups: [...groups].map(([group, tasks]) => ({ group, tasks })),
  }
}
