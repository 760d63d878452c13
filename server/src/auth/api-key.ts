/** The one key that the environment gives, for automation: all scopes on the default workspace. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Caller } from './caller.ts'

const BEARER = /^Bearer +(\S+) *$/i

const keyCaller: Caller = {
  kind: 'key',
  workspaceId: 'default',
  workspaceName: 'Default',
  role: 'owner',
  user: null,
}

/** Says who an `Authorization` header speaks for: null for a wrong key and for every other scheme. */
export function createKeyCheck(apiKey: string | null): (authorization: string) => Caller | null {
  const expected = apiKey === null ? null : digest(apiKey)
  return (authorization) => {
    const given = BEARER.exec(authorization)?.[1]
    if (given === undefined || expected === null) return null
    // Digests have one length, so that the comparison takes the same time for every key.
    return timingSafeEqual(digest(given), expected) ? keyCaller : null
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
