/** Pages by cursor: the key of the last row, encoded so that nobody takes it apart. */
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import type { ApiContext } from './context.ts'

const DEFAULT_PAGE = 50

export const limitSchema = z.int().min(1).default(DEFAULT_PAGE)

/** More than the largest page is answered with the largest page; the cursor leads on. */
export function toPageSize(ctx: Pick<ApiContext, 'limits'>, input: { readonly limit: number }): number {
  return Math.min(input.limit, ctx.limits.pageItems)
}

export const cursorSchema = z.string().max(1_000).optional()

function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key that `encodeCursor` was given. Throws REQUEST_INVALID for anything else. */
export function decodeCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined) return null
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch (cause) {
    const problems = [{ path: 'cursor', message: 'is not a cursor of this list' }]
    throw new DomainError('REQUEST_INVALID', { problems }, { cause })
  }
}

/** One row more than the limit was read: where it is there, the last row of the page is the cursor. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  map: { toItem: (row: R) => T; toKey: (row: R) => readonly (string | number)[] },
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.map(map.toItem),
    nextCursor: last === undefined ? null : encodeCursor(map.toKey(last)),
  }
}
