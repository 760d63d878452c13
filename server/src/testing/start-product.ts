import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../ops/free-port.ts'
import { killProcessTree } from './process-tree.ts'
import { waitFor } from './wait-for.ts'

/** The product as a person starts it: a process of its own with its database, on a folder of its own. */
export interface Product {
  readonly url: string
  readonly dataDir: string
  readonly apiKey: string
  /** Everything that it wrote for people since its last start. */
  output(): string
  /** Waits for a line of the output and returns the match. */
  findLine(pattern: RegExp, deadlineMs?: number): Promise<RegExpExecArray>
  /** Ends it as Ctrl+C does; fails when that takes longer than the contract allows. */
  stop(): Promise<void>
  /** Kills the whole tree of processes, its database included, with no chance to tidy up. */
  kill9(): Promise<void>
  /** Starts it again on the same folder and address. */
  start(): Promise<void>
  /** Ends it however it stands and removes its folder. */
  dispose(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../../..')
const START_MS = 60_000
const STOP_MS = 5_000
const READY = /Heddle is ready at (http:\S+)/

export async function startProduct(
  options: { dataDir?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'heddle-product-'))
  const port = await findFreePort()
  const apiKey = 'a-key-for-automation-and-tests'
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: process.env.HOME ?? '/',
    LOG_LEVEL: 'warn',
    HEDDLE_API_KEY: apiKey,
    ...options.env,
    PORT: String(port),
    HEDDLE_DATA_DIR: dataDir,
  }
  let run = spawnServer(env)
  const product: Product = {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    apiKey,
    output: () => run.output,
    findLine: (pattern, deadlineMs = 30_000) =>
      waitFor(() => pattern.exec(run.output), { deadlineMs, what: `a line like ${pattern}` }),
    stop: () => stop(run.child),
    kill9: () => killTree(run.child),
    start: async () => {
      run = spawnServer(env)
      await untilReady(run)
    },
    dispose: async () => {
      await stop(run.child).catch(() => killTree(run.child))
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  try {
    await untilReady(run)
  } catch (error) {
    await product.dispose()
    throw error
  }
  return product
}

interface Run {
  readonly child: ChildProcess
  output: string
  errors: string
}

function spawnServer(env: Readonly<Record<string, string>>): Run {
  const node = join(ROOT, 'node_modules/.bin/node')
  // As `npm start` does.
  const child = spawn(node, ['--max-semi-space-size=8', join(ROOT, 'server/src/entry/heddle.ts'), 'all'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const run: Run = { child, output: '', errors: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    run.output += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    run.errors = (run.errors + chunk.toString()).slice(-5_000)
  })
  return run
}

async function untilReady(run: Run): Promise<void> {
  const readyOrGone = () => READY.test(run.output) || isGone(run.child)
  await waitFor(readyOrGone, { deadlineMs: START_MS, what: 'the start of the product' })
  if (!READY.test(run.output)) throw new Error(`The product ended instead of starting:\n${run.errors}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (isGone(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  const timer = setTimeout(() => void killTree(child), STOP_MS)
  const [, signal] = await exit
  clearTimeout(timer)
  if (signal === 'SIGKILL') throw new Error(`The product did not stop within ${STOP_MS} ms`)
}

async function killTree(child: ChildProcess): Promise<void> {
  if (isGone(child) || child.pid === undefined) return
  const exit = once(child, 'exit')
  killProcessTree(child.pid)
  await exit
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
