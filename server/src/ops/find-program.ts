import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The first of the programs that is in a folder of the path, as its full path. */
export function findProgram(names: readonly string[], path: string): string | null {
  const folders = path.split(':').filter((folder) => folder !== '')
  for (const name of names) {
    const folder = folders.find((candidate) => existsSync(join(candidate, name)))
    if (folder !== undefined) return join(folder, name)
  }
  return null
}
