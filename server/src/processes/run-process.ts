/**
 * Runs a command in a process group of its own, as the work folder's account, with a clean environment and
 * under limits. When it returns nothing of the group is left, whatever way the command ended.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { createLineSplitter } from '../logs/line-splitter.ts'
import { createOutputTail } from './output-tail.ts'
import { defaultProcessLimits, type ProcessLimits, wrapWithLimits } from './process-limits.ts'
import { countTasks } from './process-table.ts'
import { watchLimits } from './watch-limits.ts'
import type { WorkFolder } from './work-folder.ts'

export interface ProcessRequest {
  readonly command: readonly string[]
  readonly folder: WorkFolder
  /** What the node's author set; Heddle's own variables win over it. */
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** False where the line is not wanted; what follows in the stream is then not even cut into lines. */
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => boolean
  /** Bytes that were not given out as lines. */
  readonly onSkipped: (bytes: number) => void
  readonly limits?: ProcessLimits
  /** Opened file that the process inherits as its descriptor 3. */
  readonly inherit?: number
}

export interface ProcessOutcome {
  readonly exitCode: number | null
  /** Signal that ended it, such as `SIGKILL`. */
  readonly signal: string | null
  /** Sentence that names the limit for which it was ended. */
  readonly exceeded: string | null
  /** The last 64 KiB of each. */
  readonly stdout: string
  readonly stderr: string
}

/** From asking politely to the end. */
const GRACE_MS = 2_000
/** A process that left the group may hold the pipes for ever. */
const DRAIN_MS = 300
const TAIL_BYTES = 64 * 1024
const NICENESS = 5
/**
 * The kernel counts the tasks of all attempts under the account together, so its limit leaves room for many of
 * them and only brakes a fork bomb until the watch sees it.
 */
const TASKS_HEADROOM = 1_024
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin'

let lastStart: Promise<void> = Promise.resolve()

/** Rejects only where the command cannot be started at all. */
export async function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  const limits = request.limits ?? defaultProcessLimits
  await turnToStart()
  const child = start(request, limits)
  const group = await untilStarted(child)
  yieldToHeddle(group)
  const stdout = capture(child.stdout, 'stdout', request)
  const stderr = capture(child.stderr, 'stderr', request)
  let exceeded: string | null = null
  const watched = { group, folder: request.folder.rootPath, limits }
  const stopWatching = watchLimits(watched, (message) => {
    exceeded = message
    signalGroup(group, 'SIGKILL')
  })
  const stopListening = endOnAbort(group, request.signal)
  const { code, signal } = await untilExited(child)
  // Children that stayed in the group end with it: an attempt leaves nothing behind.
  signalGroup(group, 'SIGKILL')
  stopWatching()
  stopListening()
  await Promise.race([untilClosed(child), delay(DRAIN_MS)])
  child.stdout?.destroy()
  child.stderr?.destroy()
  return { exitCode: code, signal, exceeded, stdout: stdout.end(), stderr: stderr.end() }
}

/** A start forks the whole process: between two of them the event loop serves people. */
function turnToStart(): Promise<void> {
  lastStart = lastStart.then(() => new Promise((resolve) => setImmediate(resolve)))
  return lastStart
}

/** Scripts that keep all processors busy leave Heddle's own work its share. */
function yieldToHeddle(pid: number): void {
  try {
    setPriority(pid, NICENESS)
  } catch {
    // It has ended already.
  }
}

function start(request: ProcessRequest, limits: ProcessLimits): ChildProcess {
  const { folder } = request
  const uid = folder.account?.uid ?? process.getuid?.() ?? 0
  const [program = '', ...args] = wrapWithLimits(request.command, limits, countTasks(uid) + TASKS_HEADROOM)
  return spawn(program, args, {
    cwd: folder.path,
    env: toEnvironment(request),
    stdio: ['ignore', 'pipe', 'pipe', ...(request.inherit === undefined ? [] : [request.inherit])],
    // A session and a group of its own, so that all of it can be ended at once.
    detached: true,
    ...(folder.account ?? {}),
  })
}

/** Nothing of Heddle's own environment gets through. */
function toEnvironment({ env, folder }: ProcessRequest): Record<string, string> {
  return {
    PATH: `${PATH}:${dirname(process.execPath)}`,
    LANG: 'C.UTF-8',
    ...env,
    HOME: folder.path,
    TMPDIR: folder.temporaryPath,
    HEDDLE_INPUT: folder.inputPath,
    HEDDLE_OUTPUT: folder.outputPath,
    HEDDLE_ARTIFACTS: folder.artifactsPath,
  }
}

function untilStarted(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', () => {
      // Later errors are failed signals, and the process's end says all there is to say.
      child.on('error', () => undefined)
      resolve(child.pid ?? 0)
    })
  })
}

function untilExited(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve({ code: child.exitCode, signal: child.signalCode })
    } else child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

function untilClosed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.stdout?.closed !== false && child.stderr?.closed !== false) resolve()
    else child.once('close', () => resolve())
  })
}

function capture(
  stream: Readable | null,
  name: 'stdout' | 'stderr',
  { onLine, onSkipped }: ProcessRequest,
): { end: () => string } {
  const tail = createOutputTail(TAIL_BYTES)
  let wanted = true
  const lines = createLineSplitter((line) => {
    if (wanted) wanted = onLine(name, line)
    if (!wanted) onSkipped(line.length + 1)
  })
  stream?.on('data', (chunk: Buffer) => {
    tail.push(chunk)
    // A flood costs a copy of its tail and nothing more.
    if (wanted) lines.push(chunk)
    else onSkipped(chunk.length)
  })
  // A pipe that breaks ends like any other.
  stream?.on('error', () => undefined)
  return {
    end: () => {
      lines.end()
      return tail.read()
    },
  }
}

function endOnAbort(group: number, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined
  const end = () => {
    signalGroup(group, 'SIGTERM')
    timer = setTimeout(() => signalGroup(group, 'SIGKILL'), GRACE_MS)
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  return () => {
    signal.removeEventListener('abort', end)
    clearTimeout(timer)
  }
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  // 0 and 1 would mean Heddle's own group and everything there is.
  if (group <= 1) return
  try {
    process.kill(-group, signal)
  } catch {
    // Nobody is left in it.
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
