/** A moment in a parameter: a date with time and zone, so that it means the same everywhere. */
import { z } from 'zod'

export const momentMessage = 'must be a moment with its zone, like 2030-01-31T08:00:00Z'

const moment = z.iso.datetime({ offset: true })

export function isMoment(text: string): boolean {
  return moment.safeParse(text).success
}
