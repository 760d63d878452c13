/** Task queues on a real Redis, as several processes would open them, with keys that no other test has. */
import { randomUUID } from 'node:crypto'
import { createLogger } from '../ops/logger.ts'
import { createBullmqQueue } from '../queue/bullmq-queue.ts'
import type { RemoteTaskQueue } from '../queue/fallback-queue.ts'
import type { ServedGroups } from '../queue/in-process-queue.ts'
import type { Task, TaskQueue } from '../queue/task-queue.ts'
import { waitFor } from './wait-for.ts'

export interface TestQueues {
  readonly prefix: string
  /** Connected when it resolves. */
  open(groups: ServedGroups, options?: { lockMs?: number }): Promise<RemoteTaskQueue>
  closeAll(): Promise<void>
}

export function createTestQueues(url: string): TestQueues {
  const prefix = `test-${randomUUID()}`
  const queues: RemoteTaskQueue[] = []
  return {
    prefix,
    async open(groups, options = {}) {
      const queue = createBullmqQueue({ url, groups, logger: createLogger('silent'), prefix, ...options })
      queues.push(queue)
      await waitFor(() => queue.health().status === 'ok', { what: 'the queue to connect' })
      return queue
    },
    async closeAll() {
      await Promise.all(queues.splice(0).map((queue) => queue.close()))
    },
  }
}

/** Resolves when that many tasks wait in Redis. */
export async function untilWaiting(queue: TaskQueue, count: number): Promise<void> {
  await waitFor(async () => (await queue.depth()).tasks === count, { what: `${count} tasks to wait` })
}

/** What the queue has for whoever has room for so many, as soon as that is anything. */
export function takeSome(queue: TaskQueue, room: number): Promise<Task[]> {
  return waitFor(() => {
    const tasks = queue.take(room)
    return tasks.length > 0 ? tasks : null
  })
}

export function createTestTask(executionId: string, nodeIndex: number, fields: Partial<Task> = {}): Task {
  return { executionId, nodeIndex, attempt: 1, priority: 0, seq: 1, workerGroup: 'default', ...fields }
}

export function createTestTasks(executionId: string, count: number, fields: Partial<Task> = {}): Task[] {
  return Array.from({ length: count }, (_, index) => createTestTask(executionId, index, fields))
}

/** Takes whatever comes, so many at a time, and settles it at once. What it got is in the answer, as it comes. */
export function consume(queue: TaskQueue, room: number): Task[] {
  const received: Task[] = []
  const fill = () => {
    for (let tasks = queue.take(room); tasks.length > 0; tasks = queue.take(room)) {
      received.push(...tasks)
      for (const task of tasks) queue.settle(task)
    }
  }
  queue.onAvailable(fill)
  fill()
  return received
}

export function nameTask({ executionId, nodeIndex }: Task): string {
  return `${executionId}${nodeIndex}`
}
