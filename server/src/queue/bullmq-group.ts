/**
 * What Redis is asked about one worker group: a BullMQ queue, driven through BullMQ's own backend and scripts.
 *
 * Not through its `Queue` and `Worker`: those build an object a job, keep a connection or two a queue, and a
 * worker retries for itself and holds its slots for itself, where here the worker loop counts them.
 */
import {
  type IRedisTransaction,
  type JobJson,
  type MinimalJob,
  QueueKeys,
  RedisQueueBackend,
  type WorkerOptions,
} from 'bullmq'
import type { BullmqClient, BullmqConnection } from './bullmq-connection.ts'
import { type GroupQueueDepth, readDepth } from './bullmq-depth.ts'
import { type Bundle, toJob, toJobId, toPlace } from './bullmq-job.ts'
import { turnsCommand } from './bullmq-turns.ts'
import type { Task } from './task-queue.ts'
import { fromBullmqPriority } from './to-bullmq-priority.ts'

export interface FetchedJob {
  readonly id: string
  /** Without data where its content is gone, as after keys were evicted. */
  readonly json: Partial<JobJson>
}

/** The answer to a request for a job: the job, or when the next delayed one is due. */
export interface Fetched {
  readonly job: FetchedJob | null
  readonly dueAt: number | null
}

export interface BullmqGroupOptions {
  readonly prefix: string
  /** Names this process as the holder of the jobs it fetches. */
  readonly token: string
  readonly lockMs: number
  readonly stalledMs: number
}

const nothing: Fetched = { job: null, dueAt: null }

export class BullmqGroup {
  readonly group: string
  /** The key that blocks until a job comes. */
  readonly marker: string
  readonly #client: BullmqClient
  readonly #backend: RedisQueueBackend
  readonly #options: BullmqGroupOptions

  constructor(group: string, connection: BullmqConnection, options: BullmqGroupOptions) {
    this.group = group
    this.#client = connection.commands
    this.#options = options
    const keys = new QueueKeys(options.prefix)
    // BullMQ parts its keys with colons.
    const name = `heddle-${encodeURIComponent(group)}`
    const workerOptions: WorkerOptions = {
      connection: connection.commands,
      prefix: options.prefix,
      lockDuration: options.lockMs,
      stalledInterval: options.stalledMs,
      // A job that comes back is never at fault: it was only ever held until its start was committed.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    }
    this.#backend = new RedisQueueBackend(
      connection.shared,
      name,
      keys.getKeys(name),
      (type) => keys.toKey(name, type),
      workerOptions,
      undefined,
      false,
    )
    this.marker = this.#key('marker')
  }

  /** Adds what is not there yet, in one round trip; answers the most urgent priority that waits then. */
  async add(bundles: readonly Bundle[]): Promise<number | null> {
    const pipeline = this.#client.pipeline()
    const now = Date.now()
    const jobs = bundles.map((bundle) => toJob(bundle, now))
    for (const job of jobs) {
      // Written to the pipeline at once; what comes of it is in the pipeline's results.
      this.#backend.addJobToTransaction(pipeline, job, job.id).catch(() => undefined)
    }
    this.#noteBundles(pipeline, bundles)
    pipeline.runCommand(turnsCommand, this.#turnsArguments(jobs.map(({ id }) => id)))
    const results = (await pipeline.exec()) ?? []
    for (const [error] of results) if (error !== null) throw error
    return toPriority(results.at(-1)?.[1])
  }

  /** These tasks of a bundle are no longer to be known by it, because they are settled or go another way. */
  async forgetBundled(jobId: string, tasks: readonly Task[]): Promise<void> {
    const places = Map.groupBy(tasks, ({ executionId }) => executionId)
    await Promise.all([
      this.#client.hdel(this.#key('bundles'), jobId),
      ...[...places].map(([id, some]) => this.#client.hdel(this.#bundledKey(id), ...some.map(toPlace))),
    ])
  }

  async fetch(): Promise<Fetched> {
    return toFetched(await this.#backend.moveToActive(this.#options.token))
  }

  async complete(jobId: string): Promise<void> {
    await this.#backend.moveToCompleted(asMinimalJob(jobId), null, true, this.#options.token, false)
  }

  async completeAndFetch(jobId: string): Promise<Fetched> {
    const { token } = this.#options
    const { result } = await this.#backend.moveToCompleted(asMinimalJob(jobId), null, true, token, true)
    return result === undefined ? nothing : toFetched(result)
  }

  /** Puts jobs back to the front of their priority, for whoever has room. */
  async giveBack(jobIds: readonly string[]): Promise<void> {
    const { token } = this.#options
    await Promise.allSettled(jobIds.map((id) => this.#backend.moveJobFromActiveToWait(id, token)))
    await this.ring()
  }

  /** Wakes one that blocks. BullMQ does so when jobs are added, but not when one is put back. */
  async ring(): Promise<void> {
    await this.#client.zadd(this.marker, 0, '0')
  }

  async renew(jobIds: readonly string[]): Promise<void> {
    const tokens = jobIds.map(() => this.#options.token)
    await this.#backend.extendLocks([...jobIds], tokens, this.#options.lockMs)
  }

  /** Makes jobs whose holder has not renewed them waiting again; all consumers together do it once an interval. */
  async recoverStalled(): Promise<void> {
    await this.#backend.moveStalledJobsToWait()
  }

  /** The most urgent priority that waits, or null. */
  async readHead(): Promise<number | null> {
    return toPriority(await this.#client.runCommand(turnsCommand, this.#turnsArguments([])))
  }

  async readDepth(): Promise<GroupQueueDepth> {
    const keys = [this.#key('prioritized'), this.#key('wait'), this.#key('bundles')] as const
    return await readDepth(this.#client, keys, this.#key(''))
  }

  /** So that the task of a bundle that is added again, alone, is known to be there. */
  #noteBundles(pipeline: IRedisTransaction, all: readonly Bundle[]): void {
    const bundles = all.filter(({ length }) => length > 1)
    if (bundles.length === 0) return
    pipeline.hset(
      this.#key('bundles'),
      Object.fromEntries(bundles.map((bundle) => [toJobId(bundle), bundle.length])),
    )
    for (const [executionId, ofOne] of Map.groupBy(bundles, ([first]) => first.executionId)) {
      const places = ofOne.flatMap((bundle) => bundle.map((task) => [toPlace(task), toJobId(bundle)]))
      pipeline.hset(this.#bundledKey(executionId), Object.fromEntries(places))
    }
  }

  #bundledKey(executionId: string): string {
    return this.#key(`bundled:${executionId}`)
  }

  #key(type: string): string {
    return this.#backend.toKey(type)
  }

  #turnsArguments(jobIds: readonly string[]): string[] {
    const keys = [this.#key('prioritized'), this.#key('wait'), toGroupsKey(this.#options.prefix)]
    return [...keys, this.#key(''), this.group, ...jobIds]
  }
}

/** A set of the names of all groups that ever had a task. */
export function toGroupsKey(prefix: string): string {
  return `${prefix}:heddle:groups`
}

function toFetched(answer: unknown[]): Fetched {
  const [json, id, , dueAt] = answer as [Partial<JobJson> | null | undefined, string?, number?, number?]
  return {
    job: id ? { id, json: json ?? {} } : null,
    dueAt: dueAt === undefined || dueAt <= 0 ? null : dueAt,
  }
}

function toPriority(number: unknown): number | null {
  return typeof number === 'number' && number > 0 ? fromBullmqPriority(number) : null
}

/** All that BullMQ reads of a job to complete it. */
function asMinimalJob(id: string): MinimalJob {
  return { id, opts: {} } as MinimalJob
}
