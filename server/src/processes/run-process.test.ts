import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { defaultProcessLimits, type ProcessLimits } from './process-limits.ts'
import { findProcessesOf } from './process-table.ts'
import { type ProcessOutcome, runProcess } from './run-process.ts'
import { createWorkFolders, type WorkFolders } from './work-folders.ts'

const MIB = 1024 * 1024
let folders: WorkFolders
let longestPauseMs = 0
let lastMs = 0
let pulse: NodeJS.Timeout

beforeAll(() => {
  folders = createWorkFolders({ logger: createLogger('silent') })
  lastMs = performance.now()
  pulse = setInterval(() => {
    const nowMs = performance.now()
    longestPauseMs = Math.max(longestPauseMs, nowMs - lastMs)
    lastMs = nowMs
  }, 5)
})
afterEach(() => {
  const pauseMs = longestPauseMs
  longestPauseMs = 0
  // Whatever a script does, the thread that serves people goes on, on a busy machine too.
  expect(pauseMs).toBeLessThan(2_000)
})
afterAll(() => {
  clearInterval(pulse)
  return folders.close()
})

interface Run {
  readonly outcome: ProcessOutcome
  readonly lines: string[]
  readonly skippedBytes: number
}

async function runScript(script: string, limits: Partial<ProcessLimits> = {}, maxLines = 100): Promise<Run> {
  const folder = folders.create()
  const path = join(folder.rootPath, 'script')
  writeFileSync(path, script, { mode: 0o644 })
  const lines: string[] = []
  let skippedBytes = 0
  const outcome = await runProcess({
    command: ['bash', path],
    folder,
    env: {},
    signal: new AbortController().signal,
    limits: { ...defaultProcessLimits, ...limits },
    onLine: (_, line) => {
      if (lines.length === maxLines) return false
      lines.push(line)
      return true
    },
    onSkipped: (bytes) => {
      skippedBytes += bytes
    },
  })
  const uid = folder.account?.uid ?? process.getuid?.() ?? 0
  expect(await findProcessesOf(folder.rootPath, uid)).toEqual([])
  await folders.remove(folder)
  expect(existsSync(folder.rootPath)).toBe(false)
  return { outcome, lines, skippedBytes }
}

test('a gigabyte on standard output costs neither memory nor attention', async () => {
  const before = process.memoryUsage().rss
  const { outcome, lines, skippedBytes } = await runScript(
    'head -c 1000000000 /dev/zero | tr "\\0" "\\n"; echo end',
  )
  expect(outcome).toMatchObject({ exitCode: 0, exceeded: null })
  expect(outcome.stdout.length).toBe(64 * 1024)
  expect(outcome.stdout.endsWith('end\n')).toBe(true)
  expect(lines).toHaveLength(100)
  expect(skippedBytes).toBeGreaterThan(900_000_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * MIB)
}, 60_000)

test('a fork bomb stays within its number of processes and leaves none', async () => {
  const bomb = 'bomb() { bomb | bomb & }; bomb; sleep 5'
  const { outcome } = await runScript(bomb, { processes: 64 })
  expect(outcome.exceeded ?? outcome.stderr).toMatch(/more than 64 processes|fork/)
}, 60_000)

test('a folder that outgrows its quota ends the script with the limit', async () => {
  const script = 'while :; do n=$((n + 1)); head -c 10000000 /dev/zero > "file$n"; sleep 0.01; done'
  const { outcome } = await runScript(script, { folderBytes: 50 * MIB })
  expect(outcome.exceeded).toContain('more than 50 MiB, the disk quota')
}, 60_000)

test('too many files end the script with the limit', async () => {
  const { outcome } = await runScript('while :; do : > "file$((n += 1))"; done', { files: 500 })
  expect(outcome.exceeded).toContain('more than 500 files')
}, 60_000)

test('one file cannot grow beyond its limit', async () => {
  const { outcome } = await runScript('head -c 30000000 /dev/zero > big; ls -l big | wc -l', {
    fileBytes: 10 * MIB,
  })
  expect(outcome.stderr).toContain('File size limit exceeded')
}, 60_000)

test('memory beyond the limit is refused to the process', async () => {
  const { outcome } = await runScript('x=$(head -c 300000000 /dev/zero | tr "\\0" x); echo grown', {
    memoryBytes: 100 * MIB,
  })
  expect(outcome.exitCode).not.toBe(0)
  expect(outcome.stdout).toBe('')
}, 60_000)

test('the environment holds what the contract says and nothing of Heddle', async () => {
  const { outcome } = await runScript('env | cut -d= -f1 | sort')
  const names = outcome.stdout.trim().split('\n')
  const own = ['HEDDLE_ARTIFACTS', 'HEDDLE_INPUT', 'HEDDLE_OUTPUT', 'HOME', 'LANG', 'PATH', 'TMPDIR']
  expect(names.filter((name) => !['_', 'OLDPWD', 'PWD', 'SHLVL'].includes(name))).toEqual(own)
})

test('a program that is not there is an exit code with its reason', async () => {
  const { outcome } = await runScript('exec no-such-program')
  expect(outcome.exitCode).toBe(127)
  expect(outcome.stderr).toContain('no-such-program')
})
