/** A fleet whose processes reach PostgreSQL, Redis and one another by a network that can be harmed. */
import { readProcessEnvironment } from '../entry/env.ts'
import type { FleetMember } from '../fleet/plan-fleet.ts'
import { type Fleet, type FleetOptions, startFleet } from '../fleet/start-fleet.ts'
import { findHindrance, type Namespace, type Namespaces, openNamespaces } from './namespaces.ts'
import { type NetworkProxy, startNetworkProxy } from './network-proxy.ts'

/** How one server or worker reaches the others. */
export interface Wiring {
  readonly name: string
  /** To PostgreSQL and to Redis. */
  readonly DATABASE_URL: NetworkProxy
  readonly REDIS_URL: NetworkProxy
  /** Null where it shares the network of this machine. */
  readonly namespace: Namespace | null
}

export interface ChaosFleet {
  readonly fleet: Fleet
  readonly wirings: readonly Wiring[]
  /** How partitions are made here, for people. */
  readonly network: string
  dispose(): Promise<void>
}

/** They have networks of their own where that is allowed; the others share that of this machine. */
const apart = ['server-1', 'worker-1']

export async function startChaosFleet(options: FleetOptions): Promise<ChaosFleet> {
  const path = readProcessEnvironment().PATH ?? ''
  const hindrance = findHindrance(path)
  const namespaces = hindrance === null ? await openNamespaces(apart, path) : null
  const wirings: Wiring[] = []
  const adjust = async (member: FleetMember) => {
    if (member.role === 'balancer') return member
    const { wiring, env } = await wire(member, namespaces)
    wirings.push(wiring)
    const [program, ...args] = wiring.namespace?.enter ?? member.command
    return { env, command: [program, ...args, ...(wiring.namespace === null ? [] : member.command)] as const }
  }
  const hostOf = (name: string) => namespaces?.byName.get(name)?.address ?? '127.0.0.1'
  const close = async () => {
    for (const line of wirings.flatMap(linesOf)) line.close()
    await namespaces?.close()
  }
  try {
    const fleet = await startFleet({ ...options, adjust, hostOf })
    const dispose = async () => {
      for (const wiring of wirings) healAll(wiring)
      await fleet.dispose().finally(close)
    }
    return { fleet, wirings, network: describe(namespaces, hindrance), dispose }
  } catch (error) {
    await close()
    throw error
  }
}

export const linesOf = (wiring: Wiring): NetworkProxy[] => [wiring.DATABASE_URL, wiring.REDIS_URL]

export function healAll(wiring: Wiring): void {
  for (const line of linesOf(wiring)) {
    line.heal()
    line.slowDown(0)
  }
  wiring.namespace?.heal()
  wiring.namespace?.speedUp()
}

async function wire({ name, env }: FleetMember, namespaces: Namespaces | null) {
  const namespace = namespaces?.byName.get(name) ?? null
  const host = namespace === null || namespaces === null ? '127.0.0.1' : namespaces.address
  const lead = async (setting: 'DATABASE_URL' | 'REDIS_URL') => {
    const url = new URL(env[setting] ?? '')
    const line = await startNetworkProxy({ host: url.hostname, port: Number(url.port) }, host)
    url.hostname = host
    url.port = String(line.port)
    return { line, href: url.href }
  }
  const database = await lead('DATABASE_URL')
  const redis = await lead('REDIS_URL')
  return {
    wiring: { name, DATABASE_URL: database.line, REDIS_URL: redis.line, namespace },
    env: { ...env, DATABASE_URL: database.href, REDIS_URL: redis.href },
  }
}

function describe(namespaces: Namespaces | null, hindrance: string | null): string {
  if (namespaces === null) return `Partitions by proxies alone: ${hindrance}`
  const { byName, slowness } = namespaces
  return `Partitions by proxies, and by network namespaces for ${[...byName.keys()].join(' and ')}, slow by ${slowness}`
}
