/**
 * Opens a file that people's code made, for a reader with more rights than that code. Refused is everything
 * that may lead somewhere else: links of both kinds, pipes, devices, files of another owner.
 */
import { constants } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import type { WorkFolder } from '../processes/work-folder.ts'

/** This process has no room to open anything, or the disk does not answer. */
const NO_ROOM: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EIO'])

/**
 * Null where there is no such plain file. Rejects where that cannot be told, so that no result gets lost in silence.
 * The path may be bytes: names need not be text.
 */
export async function openPlainFile(path: string | Buffer, folder: WorkFolder): Promise<FileHandle | null> {
  // Not blocking: a pipe would wait for a writer for ever.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    if (mayBeThere(error)) throw error
    return null
  })
  if (file === null) return null
  if (await isOwn(file, folder)) return file
  await file.close()
  return null
}

/** True where a file or folder may well be there although it could not be opened. */
export function mayBeThere({ code }: NodeJS.ErrnoException): boolean {
  return NO_ROOM.has(code)
}

async function isOwn(file: FileHandle, { account, rootPath }: WorkFolder): Promise<boolean> {
  const stat = await file.stat()
  if (!stat.isFile() || stat.nlink !== 1) return false
  if (account !== null && stat.uid !== account.uid) return false
  // A folder on the way may have been exchanged for a link after it was looked at.
  const real = await readlink(`/proc/self/fd/${file.fd}`, { encoding: 'buffer' }).catch(() => null)
  return real === null || real.subarray(0, rootPath.length + 1).equals(Buffer.from(`${rootPath}/`))
}
