/** A fleet whose processes reach PostgreSQL and Redis by a network that can be harmed. */
import type { FleetMember } from '../fleet/plan-fleet.ts'
import { type Fleet, type FleetOptions, startFleet } from '../fleet/start-fleet.ts'
import { type NetworkProxy, startNetworkProxy } from './network-proxy.ts'

export interface ChaosFleet {
  readonly fleet: Fleet
  /** Each leads one server or worker to its database or to Redis. */
  readonly lines: Readonly<Record<'DATABASE_URL' | 'REDIS_URL', readonly NetworkProxy[]>>
  dispose(): Promise<void>
}

export async function startChaosFleet(options: FleetOptions): Promise<ChaosFleet> {
  const lines = { DATABASE_URL: [] as NetworkProxy[], REDIS_URL: [] as NetworkProxy[] }
  const adjustEnv = async ({ role, env }: FleetMember) => {
    if (role === 'balancer') return env
    const detours: Record<string, string> = {}
    for (const name of ['DATABASE_URL', 'REDIS_URL'] as const) {
      const url = new URL(env[name] ?? '')
      const line = await startNetworkProxy({ host: url.hostname, port: Number(url.port) })
      lines[name].push(line)
      url.port = String(line.port)
      detours[name] = url.href
    }
    return { ...env, ...detours }
  }
  const closeLines = () => {
    for (const line of Object.values(lines).flat()) line.close()
  }
  try {
    const fleet = await startFleet({ ...options, adjustEnv })
    const dispose = async () => {
      for (const line of Object.values(lines).flat()) line.heal()
      await fleet.dispose().finally(closeLines)
    }
    return { fleet, lines, dispose }
  } catch (error) {
    closeLines()
    throw error
  }
}
