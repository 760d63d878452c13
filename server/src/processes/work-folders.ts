/**
 * Makes and removes the folders of attempts, outside the data folder, below one folder a process of Heddle.
 * What a killed Heddle left behind, folders and processes, is cleared away at the next start.
 */
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canReach } from '../ops/can-reach.ts'
import type { Logger } from '../ops/logger.ts'
import { chooseProcessAccount, type ProcessAccount } from './process-account.ts'
import { findProcessesOf } from './process-table.ts'
import type { WorkFolder } from './work-folder.ts'

export interface WorkFolders {
  create(): WorkFolder
  /** Also ends processes that still work in it, those that left their group too. Never throws. */
  remove(folder: WorkFolder): Promise<void>
  close(): Promise<void>
}

export interface WorkFolderOptions {
  readonly logger: Logger
  /** Default: the system's temporary folder. */
  readonly parent?: string
}

interface Clearing {
  readonly account: ProcessAccount | null
  readonly logger: Logger
}

const PREFIX = 'heddle-run-'
const OWNER_FILE = 'owner.json'
const FALLBACK_PARENT = '/tmp'

export function createWorkFolders(options: WorkFolderOptions): WorkFolders {
  const { logger } = options
  const account = chooseProcessAccount()
  const parent = chooseParent(options.parent ?? tmpdir(), account)
  clearStale(parent, { account, logger }).catch((error: unknown) =>
    logger.warn({ event: 'stale_work_folders_left', path: parent, error: String(error) }),
  )
  let home: string | null = null
  let count = 0
  return {
    create: () => {
      // Whoever tidies up the temporary folder may have taken it for old.
      if (home === null || !existsSync(home)) home = createHome(parent)
      count += 1
      return createFolder(join(home, String(count)), account)
    },
    remove: (folder) => removeFolder(folder.rootPath, { account, logger }),
    close: async () => {
      if (home !== null) await removeFolder(home, { account, logger })
      home = null
    },
  }
}

/** A private temporary folder of root's would be closed to the account. */
function chooseParent(wished: string, account: ProcessAccount | null): string {
  const parent = realpathSync(wished)
  return account === null || canReach(account, join(parent, 'x')) ? parent : FALLBACK_PARENT
}

function createHome(parent: string): string {
  const home = mkdtempSync(join(parent, PREFIX))
  writeFileSync(join(home, OWNER_FILE), JSON.stringify(ownMark()), { mode: 0o600 })
  // The account passes through and sees nothing of its neighbours.
  chmodSync(home, 0o711)
  return home
}

function createFolder(rootPath: string, account: ProcessAccount | null): WorkFolder {
  const exchange = join(rootPath, 'io')
  const folder: WorkFolder = {
    rootPath,
    path: join(rootPath, 'work'),
    artifactsPath: join(rootPath, 'artifacts'),
    temporaryPath: join(rootPath, 'tmp'),
    inputPath: join(exchange, 'input.json'),
    outputPath: join(exchange, 'output.json'),
    resultPath: join(exchange, 'result.json'),
    account,
  }
  mkdirSync(rootPath, { mode: 0o711 })
  for (const path of [folder.path, folder.artifactsPath, folder.temporaryPath, exchange]) {
    mkdirSync(path, { mode: 0o700 })
    if (account !== null) chownSync(path, account.uid, account.gid)
  }
  return folder
}

async function removeFolder(path: string, { account, logger }: Clearing): Promise<void> {
  try {
    await endProcessesOf(path, account)
    await rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => removeClosed(path))
  } catch (error) {
    logger.warn({ event: 'work_folder_left', path, error: String(error) })
  }
}

/** A script may take its own rights away; the owner can give them back. */
function removeClosed(path: string): void {
  const open = [path]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    chmodSync(folder, 0o700)
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) open.push(join(folder, entry.name))
    }
  }
  rmSync(path, { recursive: true, force: true })
}

async function endProcessesOf(folder: string, account: ProcessAccount | null): Promise<void> {
  const uid = account?.uid ?? process.getuid?.() ?? 0
  // A process may start another one while it is ended, so it is looked again until none is left.
  for (let round = 0; round < 5; round += 1) {
    const pids = (await findProcessesOf(folder, uid)).filter((pid) => pid !== process.pid)
    if (pids.length === 0) return
    for (const pid of pids) endProcess(pid)
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}

async function clearStale(parent: string, clearing: Clearing): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const home = join(parent, name)
    const owner = readOwner(home)
    if (owner === null || isAlive(owner)) continue
    await removeFolder(home, clearing)
    clearing.logger.info({ event: 'stale_work_folder_removed', path: home })
  }
}

interface OwnerMark {
  readonly pid: number
  /** Tells this process from an earlier one with the same number: a container gives the same ones again. */
  readonly startedAtMs: number
}

function ownMark(): OwnerMark {
  return { pid: process.pid, startedAtMs: performance.timeOrigin }
}

/** Null for a folder that is not ours. */
function readOwner(home: string): OwnerMark | null {
  try {
    if (lstatSync(home).uid !== process.getuid?.()) return null
    const mark = JSON.parse(readFileSync(join(home, OWNER_FILE), 'utf8'))
    return typeof mark.pid === 'number' ? mark : null
  } catch {
    return null
  }
}

function isAlive(mark: OwnerMark): boolean {
  const own = ownMark()
  if (mark.pid === own.pid) return mark.startedAtMs === own.startedAtMs
  try {
    process.kill(mark.pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
