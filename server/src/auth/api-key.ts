/** The one key that the environment gives, for automation: all scopes on the default workspace. */
import { timingSafeEqual } from 'node:crypto'
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
  const expected = apiKey === null ? null : Buffer.from(apiKey)
  return (authorization) => {
    const given = BEARER.exec(authorization)?.[1]
    if (given === undefined || expected === null) return null
    const bytes = Buffer.from(given)
    // The time tells the length of the key and nothing of what is in it.
    return bytes.length === expected.length && timingSafeEqual(bytes, expected) ? keyCaller : null
  }
}
