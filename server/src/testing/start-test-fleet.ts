import { type Fleet, type FleetOptions, startFleet } from '../fleet/start-fleet.ts'
import { findRedis } from './test-redis.ts'

/** A fleet as `npm run fleet` starts it, on a folder of its own, with a Redis that is installed where it is missing. */
export function startTestFleet(options: FleetOptions = {}): Promise<Fleet> {
  findRedis()
  return startFleet({ ...options, env: { LOG_LEVEL: 'warn', ...options.env } })
}
