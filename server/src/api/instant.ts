/** Times on the wire: ISO 8601 in UTC with milliseconds. */
import { z } from 'zod'

export const instantSchema = z.string()

/** Years with four digits: beyond them dates and the database do not agree on what can be written. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/** A time that a caller gives. Anything that such a date can be made of is taken. */
export const givenInstantSchema = z
  .string()
  .max(64)
  .refine((text) => isInstant(Date.parse(text)), 'must be a time like 2026-01-31T12:00:00.000Z')
  .transform((text) => new Date(text))

/** A time in a cursor, which a caller may have made up. */
export const cursorInstantSchema = z.iso.datetime().refine((text) => isInstant(Date.parse(text)))

function isInstant(ms: number): boolean {
  return ms >= EARLIEST && ms <= LATEST
}

export function toInstant(date: Date): string {
  return date.toISOString()
}

export function toInstantOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}
