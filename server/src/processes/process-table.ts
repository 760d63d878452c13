/** What runs on the machine, read from /proc. Empty where the system has none (macOS). */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

export interface ProcessRow {
  readonly pid: number
  readonly group: number
  readonly residentBytes: number
}

const PAGE_BYTES = 4096
/** Attempts that run at the same time share one reading. */
const FRESH_MS = 400

let table: { readonly rows: readonly ProcessRow[]; readonly readAtMs: number } = {
  rows: [],
  readAtMs: -Infinity,
}
const counts = new Map<number, { readonly tasks: number; readonly readAtMs: number }>()

/** Processes of the group, zombies included. At most 400 ms old. */
export function listGroup(group: number): readonly ProcessRow[] {
  const nowMs = performance.now()
  if (nowMs - table.readAtMs > FRESH_MS) table = { rows: readTable(), readAtMs: nowMs }
  return table.rows.filter((row) => row.group === group)
}

/** Threads of all processes of a user: what the kernel compares with `ulimit -u`. At most 400 ms old. */
export function countTasks(uid: number): number {
  const nowMs = performance.now()
  const known = counts.get(uid)
  if (known !== undefined && nowMs - known.readAtMs < FRESH_MS) return known.tasks
  let tasks = 0
  for (const pid of listPids()) {
    try {
      const { uid: owner, nlink } = statSync(`/proc/${pid}/task`)
      // A folder of folders has two links of its own.
      if (owner === uid) tasks += nlink - 2
    } catch {
      // It ended meanwhile.
    }
  }
  counts.set(uid, { tasks, readAtMs: nowMs })
  return tasks
}

/** The user's processes whose environment names the folder: also those that left their group. */
export async function findProcessesOf(folder: string, uid: number): Promise<number[]> {
  const found: number[] = []
  for (const pid of listPids()) {
    try {
      if (statSync(`/proc/${pid}`).uid !== uid) continue
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1')
      if (environment.includes(`=${folder}/`)) found.push(pid)
    } catch {
      // It ended meanwhile, or belongs to somebody else.
    }
  }
  return found
}

function readTable(): ProcessRow[] {
  const rows: ProcessRow[] = []
  for (const pid of listPids()) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      // The name stands in brackets and may hold anything, so fields are counted behind it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      rows.push({ pid, group: Number(fields[2]), residentBytes: Number(fields[21]) * PAGE_BYTES })
    } catch {
      // It ended meanwhile.
    }
  }
  return rows
}

function listPids(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0)
  } catch {
    return []
  }
}
