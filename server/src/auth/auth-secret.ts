/** The secret that signs session cookies: derived from the encryption key, or kept in the data folder. */
import { createHmac, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../ops/make-folder.ts'

const FILE = 'auth-secret'
const MIN_LENGTH = 32

/** Several servers on one database need the encryption key: a file is known to one machine only. */
export async function readAuthSecret(settings: {
  readonly dataDir: string
  readonly encryptionKey: string | null
}): Promise<string> {
  if (settings.encryptionKey !== null)
    return createHmac('sha256', settings.encryptionKey).update('heddle session cookies').digest('base64url')
  const path = join(settings.dataDir, FILE)
  const known = await readSecret(path)
  if (known !== null) return known
  makeFolder(settings.dataDir, 0o711)
  try {
    const secret = randomBytes(48).toString('base64url')
    await writeFile(path, secret, { mode: 0o600, flag: 'wx' })
    return secret
  } catch (error) {
    // Another server of the same folder was first.
    const theirs = await readSecret(path)
    if (theirs !== null) return theirs
    throw error
  }
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    if (text.length < MIN_LENGTH) throw new Error(`${path} is too short for a secret: remove it`)
    return text
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
