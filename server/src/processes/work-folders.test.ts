import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createWorkFolders } from './work-folders.ts'

const logger = createLogger('silent')
const isRoot = process.getuid?.() === 0
let parent: string

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'heddle-folders-'))
  chmodSync(parent, 0o755)
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync('true').pid
}

test('folders and processes of a killed Heddle are cleared away, those of a living one stay', async () => {
  const stale = join(parent, 'heddle-run-stale')
  const living = join(parent, 'heddle-run-living')
  for (const [path, pid] of [
    [stale, deadPid()],
    [living, process.ppid],
  ] as const) {
    mkdirSync(path)
    writeFileSync(join(path, 'owner.json'), JSON.stringify({ pid, startedAtMs: 0 }))
  }
  const owner = isRoot ? { uid: 65_534, gid: 65_534 } : {}
  const env = { HEDDLE_INPUT: `${stale}/1/io/input.json` }
  const left = spawn('/bin/sleep', ['60'], { env, ...owner })
  await once(left, 'spawn')

  const folders = createWorkFolders({ logger, parent })
  await waitFor(() => !existsSync(stale) && left.signalCode === 'SIGKILL')
  expect(existsSync(living)).toBe(true)
  await folders.close()
})

test('a folder is removed even where its rights were taken away', async () => {
  const folders = createWorkFolders({ logger, parent })
  const folder = folders.create()
  const closed = join(folder.path, 'closed')
  mkdirSync(closed)
  writeFileSync(join(closed, 'file'), '')
  chmodSync(closed, 0)
  await folders.remove(folder)
  expect(existsSync(folder.rootPath)).toBe(false)
  await folders.close()
})

test('closing takes all folders with it', async () => {
  const folders = createWorkFolders({ logger, parent })
  const folder = folders.create()
  await folders.close()
  expect(existsSync(join(folder.rootPath, '..'))).toBe(false)
})

test.runIf(isRoot)(
  "what holds an attempt's files together belongs to root, the rest to the account",
  async () => {
    const folders = createWorkFolders({ logger, parent })
    const folder = folders.create()
    expect(statSync(folder.rootPath)).toMatchObject({ uid: 0 })
    for (const path of [folder.path, folder.artifactsPath, folder.temporaryPath]) {
      const { uid, mode } = statSync(path)
      expect({ isRoot: uid === 0, mode: mode & 0o777 }).toEqual({ isRoot: false, mode: 0o700 })
    }
    await folders.close()
  },
)

test('a folder is made also after all of them were tidied away', async () => {
  const folders = createWorkFolders({ logger, parent })
  rmSync(dirname(folders.create().rootPath), { recursive: true })
  expect(existsSync(folders.create().path)).toBe(true)
  await folders.close()
})

test('a parent that cannot be listed keeps nobody from starting', async () => {
  const file = join(parent, 'file')
  writeFileSync(file, '', { mode: 0o755 })
  const told: unknown[] = []
  const witness = Object.assign(createLogger('silent'), { warn: (line: unknown) => void told.push(line) })
  createWorkFolders({ logger: witness, parent: file })
  await waitFor(() => told.length > 0)
  expect(told).toMatchObject([{ event: 'stale_work_folders_left' }])
})
