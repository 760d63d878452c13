/** Watches what the kernel does not limit: the size of the folder, and memory and number of the whole group. */
import { measureFolder } from './folder-usage.ts'
import type { ProcessLimits } from './process-limits.ts'
import { listGroup } from './process-table.ts'

export interface WatchedProcess {
  readonly group: number
  readonly folder: string
  readonly limits: ProcessLimits
}

/** Short scripts end before the first look and cost nothing. */
const INTERVAL_MS = 250
const MIB = 1024 * 1024

/** Calls back once, with a sentence that names the limit. The result ends the watch. */
export function watchLimits(watched: WatchedProcess, onExceeded: (message: string) => void): () => void {
  let stopped = false
  let timer: NodeJS.Timeout
  const look = async () => {
    const startedAtMs = performance.now()
    const message = findExceededGroup(watched) ?? (await findExceededFolder(watched))
    if (stopped) return
    if (message !== null) {
      stopped = true
      onExceeded(message)
      return
    }
    // A folder with many files takes long to measure: at most a tenth of the time goes into it.
    timer = setTimeout(look, Math.max(INTERVAL_MS, 9 * (performance.now() - startedAtMs)))
  }
  timer = setTimeout(look, INTERVAL_MS)
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}

function findExceededGroup({ group, limits }: WatchedProcess): string | null {
  const rows = listGroup(group)
  if (rows.length > limits.processes) return `It started more than ${limits.processes} processes.`
  const bytes = rows.reduce((sum, row) => sum + row.residentBytes, 0)
  return bytes > limits.memoryBytes
    ? `Its processes use more than ${Math.floor(limits.memoryBytes / MIB)} MiB of memory.`
    : null
}

async function findExceededFolder(
  watched: Pick<WatchedProcess, 'folder' | 'limits'>,
): Promise<string | null> {
  const { folder, limits } = watched
  const usage = await measureFolder(folder, limits.files)
  if (usage.files > limits.files) return `It made more than ${limits.files} files.`
  return usage.bytes > limits.folderBytes
    ? `Its folder holds more than ${Math.floor(limits.folderBytes / MIB)} MiB, the disk quota of an attempt.`
    : null
}
