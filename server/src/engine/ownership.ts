/**
 * Soft ownership: commands to an execution that several processes move at once are handed to one of them, which
 * decides for all and commits in large batches. Measured beside optimistic commits and row locks in
 * `docs/performance.md`. Nothing depends on it: a process that does not reach the owner commits by itself.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import type { Refusal } from '@heddle/core/execution/decision.ts'
import type { Bus } from '../bus/bus.ts'
import type { Logger } from '../ops/logger.ts'
import type { Owners } from '../presence/owners.ts'

export interface HandedCommand {
  readonly executionId: string
  readonly command: Command
  readonly minSeq: number
}

/** What became of it; `seq` is how far the execution had come by then. */
export type HandedOutcome =
  | { readonly ok: true; readonly seq: number }
  | { readonly ok: false; readonly refusal: Refusal }

export interface OwnershipDeps {
  readonly processId: string
  readonly owners: Owners
  readonly bus: Bus
  /** Decides for another process. */
  readonly decide: (handed: HandedCommand) => Promise<HandedOutcome>
  readonly logger: Logger
}

interface Request extends HandedCommand {
  readonly id: number
}

type Reply = { readonly id: number } & (HandedOutcome | { readonly ok: null })

interface Waiting {
  readonly executionId: string
  readonly owner: string
  /** When the owner is taken to be gone. */
  readonly until: number
  readonly resolve: (outcome: HandedOutcome) => void
  readonly reject: (error: Error) => void
}

/** How long an owner is taken for granted. */
const rememberMs = 1000
/** A commit takes milliseconds; an owner that is silent for so long is gone, or cut off. */
const patienceMs = 1500
/** One that was silent is not believed to be an owner for so long. */
const distrustMs = 60_000
/** Executions that ended are not asked for again: from so many on they are cleared away. */
const forgetFrom = 1000

export class Ownership {
  readonly #deps: OwnershipDeps
  readonly #known = new Map<string, { owner: string; until: number }>()
  readonly #asking = new Set<string>()
  readonly #outgoing = new Map<string, unknown[]>()
  /** In the order in which they were handed over. */
  readonly #waiting = new Map<number, Waiting>()
  /** Processes that did not answer, and until when nobody is taken at his word about them. */
  readonly #silent = new Map<string, number>()
  #watch: NodeJS.Timeout | null = null
  #lastId = 0
  #unsubscribe: (() => void)[] = []

  constructor(deps: OwnershipDeps) {
    this.#deps = deps
  }

  async start(): Promise<void> {
    const { bus, processId } = this.#deps
    this.#unsubscribe = await Promise.all([
      bus.subscribe(`commands:${processId}`, (message) => this.#receive(message as Envelope<Request>)),
      bus.subscribe(`outcomes:${processId}`, (message) => this.#conclude(message as Envelope<Reply>)),
    ])
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    if (this.#watch !== null) clearTimeout(this.#watch)
    for (const { reject } of this.#waiting.values()) reject(new Error('This process stops'))
    this.#waiting.clear()
  }

  /** The other process that decides for the execution; null where this one does. */
  ownerOf(executionId: string): string | null {
    const known = this.#known.get(executionId)
    if (known === undefined) return null
    const now = Date.now()
    if (known.until < now) {
      // Until the answer is here it is taken to be the same one: else all would meet there again meanwhile.
      known.until = now + rememberMs
      this.#ask(executionId)
    }
    return known.owner === this.#deps.processId ? null : known.owner
  }

  /** True while this process is known to decide for the execution. */
  owns(executionId: string): boolean {
    return this.#known.get(executionId)?.owner === this.#deps.processId
  }

  /** This process met another one at the execution: from soon on one of them decides for it. */
  contend(executionId: string): void {
    if (!this.#known.has(executionId)) this.#ask(executionId)
  }

  /** This process is about to put much of the execution before others; answers who decides for it from now on. */
  lead(executionId: string): string {
    const known = this.#known.get(executionId)
    if (known !== undefined && known.until >= Date.now()) return known.owner
    const { processId } = this.#deps
    this.#remember(executionId, processId)
    this.#ask(executionId)
    return processId
  }

  /** Somebody said who decides for the execution. Where it is not so, they meet there, and the question is asked. */
  learn(executionId: string, owner: string): void {
    if (this.#known.has(executionId)) return
    const until = this.#silent.get(owner) ?? 0
    if (until < Date.now()) this.#remember(executionId, owner)
  }

  #ask(executionId: string): void {
    if (this.#asking.has(executionId)) return
    this.#asking.add(executionId)
    this.#deps.owners
      .claim(executionId)
      .then((owner) => this.#remember(executionId, owner))
      .catch(() => undefined)
      .finally(() => this.#asking.delete(executionId))
  }

  #remember(executionId: string, owner: string): void {
    const now = Date.now()
    this.#known.set(executionId, { owner, until: now + rememberMs })
    if (this.#known.size < forgetFrom) return
    for (const [id, { until }] of this.#known) if (until < now) this.#known.delete(id)
  }

  /** Rejects where the owner does not answer: whoever handed it over decides by itself. */
  handOver(owner: string, handed: HandedCommand): Promise<HandedOutcome> {
    this.#lastId += 1
    const id = this.#lastId
    const { executionId } = handed
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { executionId, owner, until: Date.now() + patienceMs, resolve, reject })
      this.#watch ??= setTimeout(() => this.#lookForSilent(), patienceMs)
      this.#send(`commands:${owner}`, { ...handed, id })
    })
  }

  /** One timer for all that waits. */
  #lookForSilent(): void {
    this.#watch = null
    const now = Date.now()
    for (const [id, { executionId, owner, until, reject }] of this.#waiting) {
      if (until > now) {
        this.#watch = setTimeout(() => this.#lookForSilent(), until - now)
        return
      }
      this.#waiting.delete(id)
      this.#giveUp(executionId, owner)
      reject(new Error('The owner does not answer'))
    }
  }

  #giveUp(executionId: string, owner: string): void {
    if (this.#known.get(executionId)?.owner === owner) this.#known.delete(executionId)
    this.#silent.set(owner, Date.now() + distrustMs)
    this.#deps.owners.drop(executionId, owner).catch(() => undefined)
  }

  /** All that arises in one turn of the event loop travels in one message. */
  #send(channel: string, item: unknown): void {
    const outgoing = this.#outgoing.get(channel)
    if (outgoing !== undefined) {
      outgoing.push(item)
      return
    }
    const items = [item]
    this.#outgoing.set(channel, items)
    setImmediate(() => {
      this.#outgoing.delete(channel)
      this.#deps.bus.publish(channel, { from: this.#deps.processId, items })
    })
  }

  #receive({ from, items }: Envelope<Request>): void {
    for (const { id, ...handed } of items) {
      this.#deps.decide(handed).then(
        (outcome) => this.#send(`outcomes:${from}`, { ...outcome, id }),
        (error: unknown) => {
          this.#deps.logger.debug({ event: 'handed_command_failed', err: error })
          this.#send(`outcomes:${from}`, { id, ok: null })
        },
      )
    }
  }

  #conclude({ items }: Envelope<Reply>): void {
    for (const reply of items) {
      const waiting = this.#waiting.get(reply.id)
      if (waiting === undefined) continue
      this.#waiting.delete(reply.id)
      if (reply.ok === null) waiting.reject(new Error('The owner could not decide'))
      else waiting.resolve(reply)
    }
  }
}

interface Envelope<T> {
  readonly from: string
  readonly items: readonly T[]
}
