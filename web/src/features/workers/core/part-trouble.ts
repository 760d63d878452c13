/** What is wrong with the parts of the system, said once: a queue without its Redis is no second trouble. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'

export type Health = inferRouterOutputs<AppRouter>['system']['health']

export interface PartTrouble {
  readonly name: string
  /** `is down`, `is degraded`. */
  readonly what: string
  readonly detail: string
}

const names = { database: 'The database', redis: 'Redis', queue: 'The queue' } as const

export function toPartTroubles({ parts }: Pick<Health, 'parts'>): readonly PartTrouble[] {
  const isRedisWell = parts.redis.status === 'ok' || parts.redis.status === 'unused'
  const looked = isRedisWell ? (['database', 'queue'] as const) : (['database', 'redis'] as const)
  return looked.flatMap((key) => {
    const { status, detail = '' } = parts[key]
    return status === 'down' || status === 'degraded'
      ? [{ name: names[key], what: `is ${status}`, detail: toSentence(detail) }]
      : []
  })
}

function toSentence(words: string): string {
  if (words === '') return ''
  const start = words.charAt(0).toUpperCase() + words.slice(1)
  return start.endsWith('.') ? start : `${start}.`
}
