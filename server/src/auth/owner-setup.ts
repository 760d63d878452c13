/**
 * The first owner of a fresh installation. Whoever started the server reads a one-time link from its output;
 * only the hash of the link's token is kept, it changes with each start and goes away with the first owner.
 */
import { createHash, randomBytes } from 'node:crypto'
import { DomainError } from '@heddle/core/errors.ts'
import type { Queryable } from '../store/queryable.ts'
import type { RunInTransaction } from '../store/run-in-transaction.ts'

export interface NewOwner {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface OwnerSetup {
  isInitialised(): Promise<boolean>
  /** A fresh token for the link; null once there is an owner. Tokens of earlier starts no longer work. */
  ensureSetupToken(): Promise<string | null>
  /** Throws FORBIDDEN for a wrong token and ALREADY_INITIALISED when there is an owner. */
  createOwner(owner: NewOwner): Promise<void>
}

const WORKSPACE = 'default'
const SETTING = 'setup_token'

const ownerText = `SELECT 1 FROM workspace_members WHERE role = 'owner' LIMIT 1`
const storeTokenText = `
INSERT INTO system_settings (key, value) VALUES ('${SETTING}', to_jsonb($1::text))
ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`
const hasTokenText = `SELECT 1 FROM system_settings WHERE key = '${SETTING}' AND value = to_jsonb($1::text)`
// The row is locked by the first of two who come with the same link; the second finds it gone.
const takeTokenText = `DELETE FROM system_settings WHERE key = '${SETTING}' AND value = to_jsonb($1::text)`
const userText = 'INSERT INTO users (id, name, email, email_verified) VALUES ($1, $2, $3, true)'
const accountText = `
INSERT INTO accounts (id, account_id, provider_id, user_id, password) VALUES ($1, $2, 'credential', $2, $3)`
const memberText = `INSERT INTO workspace_members (workspace_id, user_id, role) VALUES ($1, $2, 'owner')`

export function createOwnerSetup(deps: { db: Queryable; runInTransaction: RunInTransaction }): OwnerSetup {
  // An owner never goes away again, so "yes" is asked for once.
  let initialised = false
  const isInitialised = async () => {
    if (!initialised) initialised = (await deps.db.query(ownerText)).rows.length > 0
    return initialised
  }
  return {
    isInitialised,
    ensureSetupToken: async () => {
      if (await isInitialised()) return null
      const token = randomBytes(24).toString('base64url')
      await deps.db.query(storeTokenText, [hashToken(token)])
      return token
    },
    createOwner: async (owner) => {
      if (await isInitialised()) throw new DomainError('ALREADY_INITIALISED', {})
      // Before the password is hashed: whoever has no link shall not make the server work.
      const known = await deps.db.query(hasTokenText, [hashToken(owner.token)])
      if (known.rows.length === 0) throw wrongToken()
      // Loaded for this one call in the life of an installation; before the transaction, because hashing takes
      // a tenth of a second on purpose.
      const { hashPassword } = await import('better-auth/crypto')
      const password = await hashPassword(owner.password)
      await deps.runInTransaction((db) => insertOwner(db, owner, password))
      initialised = true
    },
  }
}

async function insertOwner(db: Queryable, owner: NewOwner, password: string): Promise<void> {
  const taken = await db.query(takeTokenText, [hashToken(owner.token)])
  if (taken.rowCount !== 1) throw wrongToken()
  const userId = createId()
  await db.query(userText, [userId, owner.name, owner.email.toLowerCase()])
  await db.query(accountText, [createId(), userId, password])
  await db.query(memberText, [WORKSPACE, userId])
}

function wrongToken(): DomainError {
  const reason = 'The link does not work any more. Take the newest one from the output of the server.'
  return new DomainError('FORBIDDEN', { reason }, { message: reason })
}

function createId(): string {
  return randomBytes(24).toString('base64url')
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
