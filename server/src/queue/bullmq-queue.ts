/**
 * The task queue of a fleet, on BullMQ: a queue a worker group, a job a task or a bundle of tasks. What it knows
 * and holds is only ever a hint; the database says what is queued, and a claim who was first. So any key may be
 * lost at any time: that costs time until the tasks are added again, never correctness.
 */
import { randomUUID } from 'node:crypto'
import type { Logger } from '../ops/logger.ts'
import { BullmqAdder } from './bullmq-adder.ts'
import { type BullmqConnection, openBullmqConnection } from './bullmq-connection.ts'
import { BullmqFetcher } from './bullmq-fetcher.ts'
import { BullmqGroup, type BullmqGroupOptions, type FetchedJob, toGroupsKey } from './bullmq-group.ts'
import { BullmqHeads } from './bullmq-heads.ts'
import { BullmqHeld, type HeldJob, type Leftover } from './bullmq-held.ts'
import { toBundle } from './bullmq-job.ts'
import { BullmqKept } from './bullmq-kept.ts'
import { BullmqPace } from './bullmq-pace.ts'
import { type BullmqUpkeep, createBullmqUpkeep } from './bullmq-upkeep.ts'
import type { RemoteTaskQueue } from './fallback-queue.ts'
import type { ServedGroups } from './in-process-queue.ts'
import type { QueueDepth, Task } from './task-queue.ts'

export interface BullmqQueueOptions {
  readonly url: string
  /** Groups whose tasks this process takes; none for a process without a worker. */
  readonly groups: ServedGroups
  readonly logger: Logger
  /** Parts the keys of those who share a Redis. */
  readonly prefix?: string
  /** How long a job is held without renewal before it counts as lost; renewed in half that time. */
  readonly lockMs?: number
}

/** Heads are read so often while somebody asks for them: an eager start may be unfair for so long. */
const HEADS_MS = 100
const GROUPS_MS = 1000
/** What is at hand and not taken goes back between once and twice so long after: its slots were filled otherwise. */
const LINGER_MS = 100
/** A task that was taken and not settled is let go after so long; a claim never takes as long. */
const HELD_LIMIT_MS = 120_000
const LOCK_MS = 10_000
const CLOSE_MS = 1000

export function createBullmqQueue(options: BullmqQueueOptions): RemoteTaskQueue {
  return new BullmqQueue(options)
}

class BullmqQueue implements RemoteTaskQueue {
  readonly #options: BullmqQueueOptions
  readonly #groupOptions: BullmqGroupOptions
  readonly #connection: BullmqConnection
  readonly #adder: BullmqAdder
  readonly #fetcher: BullmqFetcher
  readonly #held = new BullmqHeld()
  readonly #pace = new BullmqPace()
  /** Of the worker: the most room that it ever had. */
  #slots = 0
  readonly #kept = new BullmqKept((task) => this.#mayKeep(task))
  readonly #groups = new Map<string, BullmqGroup>()
  readonly #served: BullmqGroup[] = []
  readonly #heads = new BullmqHeads()
  readonly #upkeep: BullmqUpkeep
  #lingering: NodeJS.Timeout | null = null
  #headsAskedFor = false
  #announcing = false
  #mayHaveLost = false
  #closed = false
  #onAvailable: () => void = () => undefined
  #onRefused: (tasks: readonly Task[]) => void = () => undefined
  #onRecovered: () => void = () => undefined

  constructor(options: BullmqQueueOptions) {
    const { url, logger, groups, prefix = 'bull', lockMs = LOCK_MS } = options
    this.#options = options
    this.#groupOptions = { prefix, token: randomUUID(), lockMs, stalledMs: lockMs / 2 }
    this.#connection = openBullmqConnection({
      url,
      logger,
      presenceKey: `${prefix}:heddle:presence`,
      onReady: () => this.#resume(),
      onLost: () => this.#suspend(),
      onEmptied: () => this.#recover(),
    })
    this.#adder = new BullmqAdder({
      groupOf: (name) => this.#groupOf(name),
      isReady: () => this.#connection.isReady() && !this.#closed,
      logger,
      onAdded: (group, jobs, head) => this.#added(group, jobs, head),
      onRefused: (tasks) => this.#refuse(tasks),
    })
    this.#fetcher = new BullmqFetcher({
      connection: this.#connection,
      logger,
      onJob: (job, group) => this.#hold(job, group),
      onEmpty: (group) => this.#heads.set(group, null),
    })
    this.#upkeep = createBullmqUpkeep(() => this.#connection.isReady(), logger)
    if (groups === 'all') this.#upkeep.every(GROUPS_MS, () => this.#findGroups())
    else for (const group of groups) this.#groupOf(group)
    this.#upkeep.every(HEADS_MS, () => this.#readHeads())
    this.#upkeep.every(lockMs / 2, () => this.#renew())
    this.#upkeep.every(lockMs / 2, () => this.#recoverStalled())
  }

  add(tasks: readonly Task[]): void {
    const unheld = tasks.filter((task) => !this.#held.absorb(task))
    const room = this.#closed ? 0 : this.#roomToKeep() - this.#held.keptAtHand
    const { kept, shared } = this.#kept.part(unheld, room)
    for (const task of kept) this.#keep(task)
    this.#adder.add(shared)
  }

  take(room: number): Task[] {
    if (this.#closed) return []
    this.#slots = Math.max(this.#slots, room)
    const tasks = this.#held.take(room)
    const ahead = this.#pace.note(room, tasks.length, Date.now())
    this.#fetcher.want(room - tasks.length, Math.max(0, ahead - this.#held.atHand))
    return tasks
  }

  settle(task: Task): void {
    const job = this.#held.settle(task)
    if (job !== null) this.#complete(job)
  }

  peekPriority(): number | null {
    this.#headsAskedFor = true
    let most = this.#held.peekPriority()
    for (const { group } of this.#served) {
      for (const known of [this.#adder.peekPriority(group), this.#heads.get(group)]) {
        if (known !== null && (most === null || known > most)) most = known
      }
    }
    return most
  }

  /** Job ids tell duplicates apart, here and in every other process. */
  has(): boolean {
    return false
  }

  forget(executionId: string): void {
    this.#adder.forget(executionId)
    for (const job of this.#held.withdrawExecution(executionId)) this.#complete(job)
  }

  onAvailable(listener: () => void): void {
    this.#onAvailable = listener
  }

  onRefused(listener: (tasks: readonly Task[]) => void): void {
    this.#onRefused = listener
  }

  onRecovered(listener: () => void): void {
    this.#onRecovered = listener
  }

  async depth(): Promise<QueueDepth> {
    const now = Date.now()
    const groups = await this.#readDepths().catch(() => [])
    const since = groups.flatMap(({ oldestAt }) => oldestAt ?? [])
    return {
      tasks: groups.reduce((total, { tasks }) => total + tasks, 0),
      oldestMs: since.length === 0 ? null : Math.max(0, now - Math.min(...since)),
      groups: groups.map(({ group, tasks }) => ({ group, tasks })),
    }
  }

  health() {
    return this.#connection.health()
  }

  /** Gives back what is held, so that others have it at once. */
  async close(): Promise<void> {
    if (this.#closed) return
    for (const job of this.#held.list()) if (job.delivery.jobId === null) this.#shareKept(job)
    this.#closed = true
    this.#upkeep.stop()
    if (this.#lingering !== null) clearTimeout(this.#lingering)
    const handOver = async () => {
      await Promise.all([this.#fetcher.stop(), this.#adder.untilArrived()])
      await this.#giveJobsBack(this.#held.list())
    }
    if (this.#connection.isReady()) await Promise.race([handOver().catch(() => undefined), elapsed(CLOSE_MS)])
    this.#connection.close()
  }

  /** One for each slot while tasks wait for a worker anyway; else as many as fall free before they would go back. */
  #roomToKeep(): number {
    const isLineLong = this.#served.some(({ group }) => this.#heads.get(group) !== null)
    return isLineLong ? this.#slots : Math.min(this.#slots, 3 * this.#pace.recent(Date.now()))
  }

  #mayKeep({ workerGroup, priority }: Task): boolean {
    const head = this.#heads.get(workerGroup)
    return this.#served.some(({ group }) => group === workerGroup) && (head === null || head <= priority)
  }

  #groupOf(name: string): BullmqGroup {
    const known = this.#groups.get(name)
    if (known !== undefined) return known
    const group = new BullmqGroup(name, this.#connection, this.#groupOptions)
    this.#groups.set(name, group)
    const { groups } = this.#options
    if (groups === 'all' || groups.includes(name)) {
      this.#served.push(group)
      this.#fetcher.serve(group)
    }
    return group
  }

  /** Answers how many tasks the job brought. */
  #hold({ id, json }: FetchedJob, group: string): number {
    const tasks = toBundle(json) ?? []
    const isHeld = tasks.length > 0 && this.#held.hold({ jobId: id, group, tasks }, Date.now())
    if (!isHeld) {
      this.#fetcher.complete(this.#groupOf(group), id)
      return 0
    }
    this.#heads.lower(group, tasks[0]?.priority ?? 0)
    this.#announce()
    this.#watchHand()
    return tasks.length
  }

  #keep({ isNew: _, ...task }: Task): void {
    this.#held.hold({ jobId: null, group: task.workerGroup, tasks: [task] }, Date.now())
    this.#announce()
    this.#watchHand()
  }

  /** After all answers of this turn, so that one call takes all that has come. */
  #announce(): void {
    if (this.#announcing) return
    this.#announcing = true
    setImmediate(() => {
      this.#announcing = false
      if (!this.#closed) this.#onAvailable()
    })
  }

  #watchHand(): void {
    if (this.#held.atHand === 0 || this.#lingering !== null || this.#closed) return
    this.#lingering = setTimeout(() => {
      this.#lingering = null
      // While Redis is away what is at hand is all there is.
      if (this.#connection.isReady()) {
        this.#giveBack(this.#held.withdraw(Date.now() - LINGER_MS))
      }
      this.#watchHand()
    }, LINGER_MS)
  }

  /** Lone tasks to the front of their priority; what is left of bundles, or was kept here, as tasks of their own. */
  async #giveBack(leftovers: readonly Leftover[]): Promise<void> {
    const isLone = ({ job: { delivery } }: Leftover) => delivery.jobId !== null && delivery.tasks.length === 1
    const lone = leftovers.filter(isLone).map(({ job }) => job)
    const others = leftovers.filter((leftover) => !isLone(leftover))
    await Promise.allSettled([this.#giveJobsBack(lone), ...others.map((leftover) => this.#share(leftover))])
  }

  async #giveJobsBack(jobs: readonly HeldJob[]): Promise<void> {
    const byGroup = Map.groupBy(jobs, ({ delivery }) => delivery.group)
    const give = async (name: string, given: readonly HeldJob[]) => {
      const priorities = given.flatMap(({ delivery }) => delivery.tasks.map(({ priority }) => priority))
      this.#heads.raise(name, Math.max(...priorities))
      // What could not be put back is another's when its lock ends.
      await this.#groupOf(name)
        .giveBack(given.flatMap(({ delivery }) => delivery.jobId ?? []))
        .catch(() => undefined)
      for (const job of given) this.#release(job)
    }
    await Promise.all([...byGroup].map(([name, given]) => give(name, given)))
  }

  async #share(leftover: Leftover): Promise<void> {
    const { job, tasks } = leftover
    const { jobId, group } = job.delivery
    if (this.#held.detach(leftover)) this.#complete(job)
    if (jobId !== null) await this.#forgetBundled(group, jobId, tasks)
    this.#adder.add(tasks)
  }

  #shareKept(job: HeldJob): void {
    const { tasks } = job.delivery
    this.#held.release(job, Date.now())
    this.#adder.add(tasks)
  }

  #complete(job: HeldJob): void {
    const { jobId, group, tasks } = job.delivery
    if (jobId === null) {
      this.#release(job)
      return
    }
    if (tasks.length > 1) this.#forgetBundled(group, jobId, tasks)
    this.#fetcher.complete(this.#groupOf(group), jobId).then(() => this.#release(job))
  }

  /** Where that fails, a task of the bundle that is added again is not taken as long as the bundle is there. */
  async #forgetBundled(group: string, jobId: string, tasks: readonly Task[]): Promise<void> {
    await this.#groupOf(group)
      .forgetBundled(jobId, tasks)
      .catch(() => undefined)
  }

  #release(job: HeldJob): void {
    this.add(this.#held.release(job, Date.now()))
    if (this.#held.peekPriority() === null) return
    this.#announce()
    this.#watchHand()
  }

  #added(group: string, jobs: number, head: number | null): void {
    this.#heads.set(group, head)
    this.#fetcher.expect(group, jobs)
  }

  #refuse(tasks: readonly Task[]): void {
    this.#mayHaveLost = true
    // Redis may have them all the same.
    this.#onRefused(tasks.map(({ isNew: _, ...task }) => task))
  }

  #suspend(): void {
    this.#heads.clear()
    if (this.#closed || this.#mayHaveLost) return
    this.#mayHaveLost = true
    this.#options.logger.warn({ event: 'queue_degraded', detail: this.health().detail })
  }

  #resume(): void {
    this.#fetcher.refresh()
    if (this.#mayHaveLost) this.#recover()
  }

  #recover(): void {
    this.#mayHaveLost = false
    this.#heads.clear()
    this.#fetcher.refresh()
    this.#options.logger.info({ event: 'queue_recovered' })
    this.#onRecovered()
  }

  async #readHeads(): Promise<void> {
    if (!this.#headsAskedFor) return
    this.#headsAskedFor = false
    await Promise.all(this.#served.map(async (group) => this.#heads.set(group.group, await group.readHead())))
  }

  async #findGroups(): Promise<void> {
    for (const name of await this.#listGroups()) this.#groupOf(name)
  }

  async #listGroups(): Promise<string[]> {
    return await this.#connection.commands.smembers(toGroupsKey(this.#groupOptions.prefix))
  }

  async #readDepths() {
    if (!this.#connection.isReady()) return []
    const names = await this.#listGroups()
    return await Promise.all(
      names.sort().map(async (group) => ({ group, ...(await this.#groupOf(group).readDepth()) })),
    )
  }

  async #renew(): Promise<void> {
    const now = Date.now()
    const { lockMs } = this.#groupOptions
    const held = this.#held.list()
    for (const job of held) if (job.since < now - HELD_LIMIT_MS) this.#release(job)
    const aging = held.filter(({ since }) => since >= now - HELD_LIMIT_MS && since < now - lockMs / 4)
    const byGroup = Map.groupBy(aging, ({ delivery }) => delivery.group)
    await Promise.all(
      [...byGroup].map(([group, old]) => {
        return this.#groupOf(group).renew(old.flatMap(({ delivery }) => delivery.jobId ?? []))
      }),
    )
  }

  async #recoverStalled(): Promise<void> {
    await Promise.all(this.#served.map((group) => group.recoverStalled()))
  }
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
