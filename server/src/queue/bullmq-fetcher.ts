/**
 * Fetches as many jobs as are wanted, from the groups that are served. A group that turned out to be empty is
 * not asked again before there is a sign of a job; when all are empty, one blocking read waits for such a sign.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../ops/logger.ts'
import type { BullmqConnection } from './bullmq-connection.ts'
import type { BullmqGroup, Fetched, FetchedJob } from './bullmq-group.ts'

export interface BullmqFetcherDeps {
  readonly connection: BullmqConnection
  readonly logger: Logger
  /** Answers how many tasks the job brought. */
  readonly onJob: (job: FetchedJob, group: string) => number
  /** Redis answered that nothing waits in the group. */
  readonly onEmpty: (group: string) => void
}

/** A served group and what is known of it. */
interface Lane {
  readonly group: BullmqGroup
  empty: boolean
  inFlight: number
  /** How many tasks its last job brought: as many are expected of the next one. */
  bundle: number
  /** Requests at once. Grows with each answer that was a job: a lone job is not asked for by 32 requests. */
  burst: number
  /** When the next delayed job is due. */
  dueAt: number | null
}

interface Completion {
  readonly group: BullmqGroup
  readonly jobId: string
  readonly done: () => void
}

const BURST_LIMIT = 128
/** A sign may get lost with the process that read it, so that no process relies on signs alone. */
const BLOCK_MS = 2000
const RETRY_MS = 250
/** A completion waits so long for a want that it can be sent with: that saves a request a job. */
const PAIRING_MS = 3
const AHEAD_MS = 20

export class BullmqFetcher {
  readonly #deps: BullmqFetcherDeps
  readonly #lanes = new Map<string, Lane>()
  readonly #closing = new AbortController()
  /** Requests and completions that Redis has not answered. */
  readonly #unanswered = new Set<Promise<void>>()
  #completions: Completion[] = []
  #wanted = 0
  #ahead = { tasks: 0, until: 0 }
  /** Tasks that the requests under way are expected to bring. */
  #expected = 0
  #blocking = false
  #scheduled = false
  #pairing: NodeJS.Timeout | null = null

  constructor(deps: BullmqFetcherDeps) {
    this.#deps = deps
  }

  serve(group: BullmqGroup): void {
    if (this.#lanes.has(group.group)) return
    this.#lanes.set(group.group, { group, empty: false, inFlight: 0, bundle: 1, burst: 1, dueAt: null })
    this.#schedule()
  }

  /** So many tasks are wanted from now on, and so many more if they are there now; each that comes counts. */
  want(tasks: number, ahead: number): void {
    this.#wanted = tasks
    this.#ahead = { tasks: ahead, until: Date.now() + AHEAD_MS }
    if (tasks + ahead > 0) this.#schedule()
  }

  /** Removes the job from the queue; resolves when Redis has answered, or cannot. */
  complete(group: BullmqGroup, jobId: string): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.resolve()
    return new Promise((done) => {
      this.#completions.push({ group, jobId, done })
      if (this.#need() > 0) this.#schedule()
      else this.#pairing ??= setTimeout(() => this.#pump(), PAIRING_MS)
    })
  }

  /** This process has just added jobs to the group: no need to wait for a sign. */
  expect(group: string, jobs: number): void {
    const lane = this.#lanes.get(group)
    if (lane === undefined) return
    lane.empty = false
    lane.burst = Math.min(BURST_LIMIT, Math.max(lane.burst, jobs))
    this.#schedule()
  }

  /** Forgets what it took for empty: Redis was away, or groups may have got jobs unnoticed. */
  refresh(): void {
    for (const lane of this.#lanes.values()) lane.empty = false
    this.#schedule()
  }

  /** Sends what is to be completed and fetches no more; resolves when all is answered. */
  async stop(): Promise<void> {
    this.want(0, 0)
    this.#pump()
    this.#closing.abort()
    await Promise.all(this.#unanswered)
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    // What the same turn settles and wants then goes together.
    queueMicrotask(() => this.#pump())
  }

  #pump(): void {
    this.#scheduled = false
    if (this.#pairing !== null) clearTimeout(this.#pairing)
    this.#pairing = null
    if (this.#closing.signal.aborted) return
    let need = this.#need()
    for (const completion of this.#completions.splice(0)) {
      const lane = this.#lanes.get(completion.group.group)
      const paired = need > 0 && lane?.empty === false
      if (paired) need -= lane.bundle
      this.#track(paired ? this.#completeAndFetch(lane, completion) : this.#complete(completion))
    }
    if (need > 0) this.#fetch(need)
  }

  async #complete({ group, jobId, done }: Completion): Promise<void> {
    // A job that cannot be completed comes back one day, and its claim is refused.
    await group.complete(jobId).catch(() => undefined)
    done()
  }

  async #completeAndFetch(lane: Lane, { group, jobId, done }: Completion): Promise<void> {
    await this.#request(lane, group.completeAndFetch(jobId))
    done()
  }

  #track(work: Promise<void>): void {
    this.#unanswered.add(work)
    work.finally(() => this.#unanswered.delete(work)).catch(() => undefined)
  }

  #need(): number {
    if (!this.#deps.connection.isReady()) return 0
    // What a bundle brings beyond what is wanted is ahead enough.
    const isBundled = [...this.#lanes.values()].some(({ bundle }) => bundle > 1)
    const ahead = this.#ahead.until > Date.now() && !isBundled ? this.#ahead.tasks : 0
    return this.#wanted + ahead - this.#expected
  }

  /** In rounds, so that one group does not take all the room. */
  #fetch(need: number): void {
    let left = need
    let asked = true
    while (left > 0 && asked) {
      asked = false
      for (const lane of this.#lanes.values()) {
        if (left <= 0 || lane.empty || lane.inFlight >= lane.burst) continue
        left -= lane.bundle
        this.#track(this.#request(lane, lane.group.fetch()))
        asked = true
      }
    }
    if (left === need && this.#expected === 0 && this.#wanted > 0) this.#block().catch(() => undefined)
  }

  async #request(lane: Lane, answer: Promise<Fetched>): Promise<void> {
    const expected = lane.bundle
    lane.inFlight += 1
    this.#expected += expected
    const settle = () => {
      lane.inFlight -= 1
      this.#expected -= expected
    }
    try {
      const { job, dueAt } = await answer.finally(settle)
      if (job === null) this.#foundEmpty(lane, dueAt)
      else this.#found(lane, job)
    } catch (error) {
      if (!isGone(error)) this.#requestFailed(lane, error)
    }
    this.#schedule()
  }

  #found(lane: Lane, job: FetchedJob): void {
    lane.empty = false
    lane.burst = Math.min(BURST_LIMIT, lane.burst + 1)
    const tasks = this.#deps.onJob(job, lane.group.group)
    lane.bundle = Math.max(1, tasks)
    const ahead = Math.max(0, tasks - this.#wanted)
    this.#wanted -= tasks - ahead
    this.#ahead.tasks = Math.max(0, this.#ahead.tasks - ahead)
  }

  #foundEmpty(lane: Lane, dueAt: number | null): void {
    lane.empty = true
    lane.burst = 1
    lane.bundle = 1
    lane.dueAt = dueAt
    this.#deps.onEmpty(lane.group.group)
  }

  /** Asked again with the next sign, or when the blocking read ends: so an error that stays does not spin. */
  #requestFailed(lane: Lane, error: unknown): void {
    lane.empty = true
    lane.burst = 1
    if (this.#deps.connection.isReady()) this.#deps.logger.warn({ event: 'queue_fetch_failed', err: error })
  }

  /** Waits for a sign of a job in any group that is served. */
  async #block(): Promise<void> {
    if (this.#blocking || this.#lanes.size === 0) return
    this.#blocking = true
    try {
      await this.#awaitSign()
    } catch {
      // The connection that blocks is away: ask now and then instead.
      await delay(RETRY_MS, null, { signal: this.#closing.signal, ref: false })
      for (const lane of this.#lanes.values()) lane.empty = false
    } finally {
      this.#blocking = false
    }
    this.#schedule()
  }

  async #awaitSign(): Promise<void> {
    const lanes = [...this.#lanes.values()]
    const now = Date.now()
    const due = Math.min(...lanes.map((lane) => (lane.dueAt ?? Number.POSITIVE_INFINITY) - now))
    const blockMs = Math.max(1, Math.min(BLOCK_MS, due))
    const sign = await this.#readSign(lanes, blockMs)
    if (sign === null) {
      for (const lane of lanes) lane.empty = false
      return
    }
    const [marker, member, score] = sign
    const lane = lanes.find(({ group }) => group.marker === marker)
    if (lane === undefined) return
    // BullMQ marks a job that waits with 0, and a delayed one with the time when it is due.
    if (member === '0') lane.empty = false
    else lane.dueAt = Number(score)
    // It was for whoever has room.
    if (member === '0' && this.#wanted === 0) await lane.group.ring()
  }

  async #readSign(lanes: readonly Lane[], blockMs: number): Promise<[string, string, string] | null> {
    const { blocker } = this.#deps.connection
    const markers = lanes.map(({ group }) => group.marker)
    const overdue = setTimeout(() => blocker.disconnect(true), blockMs + BLOCK_MS)
    try {
      return await blocker.bzpopmin(...markers, blockMs / 1000)
    } finally {
      clearTimeout(overdue)
    }
  }
}

/** BullMQ's answer that the job to be completed is no more or is another's. No job was fetched with it. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && error.code < 0
}
