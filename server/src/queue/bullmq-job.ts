/** Tasks as a BullMQ job and back. The job carries addresses and nothing that could become untrue. */
import type { JobJson } from 'bullmq'
import type { Task } from './task-queue.ts'
import { toBullmqPriority } from './to-bullmq-priority.ts'

/** Tasks that travel as one job: one task, or several of one execution that differ in their nodes alone. */
export type Bundle = readonly [Task, ...Task[]]

/** What a job says. Its first node is in its own address. */
interface JobData extends Omit<Task, 'delayMs' | 'isNew'> {
  /** Node and attempt of each further task. */
  readonly more?: readonly (readonly [nodeIndex: number, attempt: number])[]
}

/** One attempt is one task however often it is added. BullMQ refuses colons in ids; slashes it takes. */
export function toTaskId(task: Pick<Task, 'executionId' | 'nodeIndex' | 'attempt'>): string {
  return `${task.executionId}/${toPlace(task)}`
}

/** What a task is within its execution. */
export function toPlace({ nodeIndex, attempt }: Pick<Task, 'nodeIndex' | 'attempt'>): string {
  return `${nodeIndex}/${attempt}`
}

/** The id of a lone task is its own, so that Redis takes it once. A bundle's also says how many tasks it stands for. */
export function toJobId(bundle: Bundle): string {
  const id = toTaskId(bundle[0])
  return bundle.length === 1 ? id : `${id}+${bundle.length}`
}

export function toJob(bundle: Bundle, now: number): JobJson {
  const [{ delayMs, isNew: _, ...address }, ...rest] = bundle
  const more = rest.map(({ nodeIndex, attempt }) => [nodeIndex, attempt] as const)
  const data: JobData = more.length === 0 ? address : { ...address, more }
  const priority = toBullmqPriority(address.priority)
  const delay = Math.max(0, Math.round(delayMs ?? 0))
  return {
    id: toJobId(bundle),
    name: 'node',
    data: JSON.stringify(data),
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

/** Null for a job whose content is gone, as after keys were evicted, or is none that was written here. */
export function toBundle(job: Partial<JobJson>): Bundle | null {
  if (job.data === undefined) return null
  try {
    const { more = [], ...first } = JSON.parse(job.data) as JobData
    if (first.executionId === undefined) return null
    return [first, ...more.map(([nodeIndex, attempt]) => ({ ...first, nodeIndex, attempt }))]
  } catch {
    return null
  }
}
