/**
 * Locks with an end, one row each. The row stays when a lease ends, so that its fencing token only ever grows.
 * All times are the database's.
 */
import type { Queryable } from './queryable.ts'

// Not below the clock, as those of Redis are: they grow as well where one store steps in for the other.
const clock = '(extract(epoch FROM now()) * 1000000)::bigint'

const acquireText = `
INSERT INTO leases (name, holder, token, expires_at)
VALUES ($1, $2, ${clock}, now() + $3 * interval '1 millisecond')
ON CONFLICT (name) DO UPDATE
  SET holder = excluded.holder, token = greatest(leases.token + 1, excluded.token), expires_at = excluded.expires_at
  WHERE leases.expires_at < now()
RETURNING token::text`

/** The token of the new lease, or null while another one lasts. */
export async function acquireLease(
  db: Queryable,
  input: { name: string; holder: string; ttlMs: number },
): Promise<number | null> {
  const values = [input.name, input.holder, input.ttlMs]
  const { rows } = await db.query<{ token: string }>({ name: 'acquire-lease', text: acquireText, values })
  return rows[0] === undefined ? null : Number(rows[0].token)
}

export interface LeaseKey {
  readonly name: string
  readonly token: number
}

const renewText = `
UPDATE leases SET expires_at = now() + $3 * interval '1 millisecond'
 WHERE name = $1 AND token = $2 AND expires_at >= now()
RETURNING token`

/** False when the lease is over: it ran out, was released, or somebody took it over. */
export async function renewLease(db: Queryable, { name, token }: LeaseKey, ttlMs: number): Promise<boolean> {
  const { rowCount } = await db.query({ name: 'renew-lease', text: renewText, values: [name, token, ttlMs] })
  return rowCount === 1
}

// A moment in the past: the column keeps milliseconds, and a rounded-up present would still be the future.
const releaseText = `
UPDATE leases SET expires_at = now() - interval '1 second' WHERE name = $1 AND token = $2`

/** Changes nothing where the lease is over already. */
export async function releaseLease(db: Queryable, { name, token }: LeaseKey): Promise<void> {
  await db.query({ name: 'release-lease', text: releaseText, values: [name, token] })
}
