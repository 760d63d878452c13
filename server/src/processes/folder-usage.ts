/** How much a folder holds. Links are counted, never followed. */
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

export interface FolderUsage {
  readonly bytes: number
  readonly files: number
}

/** Stops counting beyond `maxFiles`. Files that vanish meanwhile count as nothing. */
export async function measureFolder(folder: string, maxFiles: number): Promise<FolderUsage> {
  let bytes = 0
  let files = 0
  const open = [folder]
  for (let path = open.pop(); path !== undefined && files <= maxFiles; path = open.pop()) {
    try {
      for await (const entry of await opendir(path)) {
        files += 1
        const child = join(path, entry.name)
        if (entry.isDirectory()) open.push(child)
        else bytes += await sizeOf(child)
        if (files > maxFiles) break
      }
    } catch {
      // Removed while it was counted.
    }
  }
  return { bytes, files }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await lstat(path)).blocks * 512
  } catch {
    // One file that is gone must not hide those beside it.
    return 0
  }
}
