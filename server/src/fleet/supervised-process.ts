/** A plain process that is kept running as a container is: it comes back whenever it ends without being asked to. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fullShares, shareProcessor } from './share-processor.ts'

export interface ProcessPlan {
  /** `worker-2` */
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** All of it: nothing of this process's own environment is added. */
  readonly env: Readonly<Record<string, string>>
  /** Of a busy processor, where others have 1,024; as they have where nothing is said. */
  readonly cpuShares?: number
  /** A line of its standard output that says that it is ready. */
  readonly readyLine: RegExp
  /** Gets what it writes to standard error, life after life. */
  readonly logFile: string
  readonly onLine?: (line: string) => void
  /** Called when there is another process, or none. */
  readonly onChange: () => void
}

const START_MS = 60_000
const STOP_MS = 10_000
/** As Docker does it: the pause doubles while it keeps ending, and is short again after it ran for ten seconds. */
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
const STEADY_MS = 10_000

export class SupervisedProcess {
  readonly #plan: ProcessPlan
  #child: ChildProcess | null = null
  #output = ''
  #isWanted = false
  #ready = Promise.withResolvers<void>()
  #pauseMs = FIRST_PAUSE_MS
  #lives = 0

  constructor(plan: ProcessPlan) {
    this.#plan = plan
    this.#ready.promise.catch(() => undefined)
  }

  get name(): string {
    return this.#plan.name
  }

  get env(): Readonly<Record<string, string>> {
    return this.#plan.env
  }

  /** Of its present life; null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** How often it was started. */
  get lives(): number {
    return this.#lives
  }

  /** What it wrote for people in its present life. */
  get output(): string {
    return this.#output
  }

  /** Resolves when it is ready. Fails where it ends instead, or takes longer than a minute. */
  async start(): Promise<void> {
    this.#isWanted = true
    if (this.#child === null) this.#spawn()
    const giveUp = new AbortController()
    const tooLate = pause(START_MS, undefined, { signal: giveUp.signal }).then(() => {
      throw new Error(`${this.name} is not ready after ${START_MS} ms:\n${this.#lastLog()}`)
    })
    try {
      await Promise.race([this.#ready.promise, tooLate])
    } finally {
      giveUp.abort()
      tooLate.catch(() => undefined)
    }
  }

  /** As `docker stop` does: asks it to end and waits; it stays away until `start`. */
  async stop(): Promise<void> {
    this.#isWanted = false
    const child = this.#child
    if (child === null) return
    const end = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await end
    clearTimeout(timer)
  }

  /** No chance to say goodbye. It comes back by itself unless it was stopped; resolves when it is dead. */
  async kill9(): Promise<void> {
    const child = this.#child
    if (child === null) return
    const end = once(child, 'exit')
    child.kill('SIGKILL')
    await end
  }

  /** It exists and does nothing. */
  sigstop(): void {
    this.#child?.kill('SIGSTOP')
  }

  sigcont(): void {
    this.#child?.kill('SIGCONT')
  }

  #spawn(): void {
    const { command, cwd, env, logFile, cpuShares = fullShares } = this.#plan
    const [file, ...args] = command
    const log = openSync(logFile, 'a')
    // A session of its own: Ctrl+C is for the one who stops all in order.
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', log] })
    closeSync(log)
    if (child.pid !== undefined) void shareProcessor(child.pid, cpuShares)
    const bornAt = performance.now()
    this.#child = child
    this.#lives += 1
    this.#output = ''
    child.stdout?.on('data', (chunk: Buffer) => this.#hear(chunk.toString()))
    child.once('error', (error) => {
      this.#ready.reject(error)
      if (child.pid === undefined) this.#child = null
    })
    child.once('exit', () => this.#ended(performance.now() - bornAt))
    this.#plan.onChange()
  }

  #hear(text: string): void {
    const { readyLine, onLine } = this.#plan
    const seen = this.#output.lastIndexOf('\n') + 1
    this.#output += text
    const whole = this.#output.slice(seen, this.#output.lastIndexOf('\n') + 1)
    if (onLine !== undefined) for (const line of whole.split('\n').slice(0, -1)) onLine(line)
    if (readyLine.test(this.#output)) this.#ready.resolve()
  }

  #ended(livedMs: number): void {
    this.#child = null
    this.#plan.onChange()
    this.#ready.reject(new Error(`${this.name} ended instead of starting:\n${this.#lastLog()}`))
    this.#ready = Promise.withResolvers()
    this.#ready.promise.catch(() => undefined)
    if (!this.#isWanted) return
    if (livedMs > STEADY_MS) this.#pauseMs = FIRST_PAUSE_MS
    const again = setTimeout(() => {
      if (this.#isWanted && this.#child === null) this.#spawn()
    }, this.#pauseMs)
    again.unref()
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS)
  }

  #lastLog(): string {
    return readFileSync(this.#plan.logFile, 'utf8').slice(-3000)
  }
}
