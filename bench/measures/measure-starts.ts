/** From the command that a person types to the line that says it is ready: the first time on a folder, and later. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../server/src/ops/free-port.ts'
import { killProcessTree } from '../../server/src/testing/process-tree.ts'
import { closeOnce } from '../open-resources.ts'
import { median } from '../report/statistics.ts'

export interface StartFigures {
  readonly firstMs: number
  /** Median. */
  readonly warmMs: number
}

const root = join(import.meta.dirname, '../..')
const startDeadlineMs = 60_000
const stopDeadlineMs = 10_000

/** Everything is installed and built; what remains is what every `npm start` does. */
export async function measureStarts(warmStarts: number): Promise<StartFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heddle-start-'))
  const port = String(await findFreePort())
  const env = { ...process.env, PORT: port, HEDDLE_DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
  try {
    const firstMs = await timeStart(env)
    const warm: number[] = []
    for (let start = 0; start < warmStarts; start += 1) warm.push(await timeStart(env))
    return { firstMs, warmMs: median(warm) }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function timeStart(env: NodeJS.ProcessEnv): Promise<number> {
  const begin = performance.now()
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const close = closeOnce(() => stop(child))
  try {
    await untilReady(child)
    return performance.now() - begin
  } finally {
    await close()
  }
}

function untilReady(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const give = (problem: string) => reject(new Error(`npm start ${problem}:\n${output.slice(-2000)}`))
    const timer = setTimeout(() => give('was not ready in time'), startDeadlineMs)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (!output.includes('Heddle is ready at')) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => {
      clearTimeout(timer)
      give('ended')
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  const timer = setTimeout(() => killProcessTree(pid), stopDeadlineMs)
  child.kill('SIGINT')
  await exit
  clearTimeout(timer)
}
