/** What a file is, by its name, else by its first bytes. */
import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import { contentType } from 'mime-types'

export const SNIFF_BYTES = 4096

/** `head` holds the first bytes of the file, at most SNIFF_BYTES of them. */
export function toContentType(name: string, head: Buffer): string {
  const named = contentType(basename(name))
  if (named !== false && basename(name).includes('.')) return named
  return isText(head) ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

function isText(head: Buffer): boolean {
  if (head.includes(0)) return false
  // The last character may be cut in two.
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))))
}
