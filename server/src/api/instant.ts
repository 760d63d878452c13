/** Times on the wire: ISO 8601 in UTC with milliseconds. */
import { z } from 'zod'

export const instantSchema = z.string()

/** A time that a caller gives. Anything that a date can be made of is taken. */
export const givenInstantSchema = z
  .string()
  .max(64)
  .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a time like 2026-01-31T12:00:00.000Z')
  .transform((text) => new Date(text))

export function toInstant(date: Date): string {
  return date.toISOString()
}

export function toInstantOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString()
}
