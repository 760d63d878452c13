/** A task as a BullMQ job and back. The job carries the address and nothing that could become untrue. */
import type { JobJson } from 'bullmq'
import type { Task } from './task-queue.ts'
import { toBullmqPriority } from './to-bullmq-priority.ts'

/** One attempt is one job however often it is added. BullMQ refuses colons in ids; slashes it takes. */
export function toJobId(task: Pick<Task, 'executionId' | 'nodeIndex' | 'attempt'>): string {
  return `${task.executionId}/${task.nodeIndex}/${task.attempt}`
}

export function toJob(task: Task, now: number): JobJson {
  const { delayMs, ...address } = task
  const priority = toBullmqPriority(task.priority)
  const delay = Math.max(0, Math.round(delayMs ?? 0))
  return {
    id: toJobId(task),
    name: 'node',
    data: JSON.stringify(address),
    opts: { priority, delay, removeOnComplete: true, removeOnFail: true },
    timestamp: now,
    delay,
    priority,
    progress: 0,
    attemptsMade: 0,
    attemptsStarted: 0,
    failedReason: '',
    returnvalue: '',
    stalledCounter: 0,
  }
}

/** Null for a job whose content is gone, as after keys were evicted. */
export function toTask(job: JobJson): Task | null {
  return job.data === undefined ? null : (JSON.parse(job.data) as Task)
}
