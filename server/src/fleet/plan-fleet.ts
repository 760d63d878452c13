/** Who belongs to a fleet and with which command and settings each starts, as the compose file and the image say. */
import { join } from 'node:path'
import { findFreePort } from '../ops/free-port.ts'
import type { ComposeFile, ComposeService } from './compose-file.ts'
import type { ImageFile } from './image-file.ts'
import { type Places, toLocalSettings } from './to-local-settings.ts'

export type FleetRole = 'balancer' | 'server' | 'worker'

export interface FleetMember {
  readonly role: FleetRole
  /** `worker-2` */
  readonly name: string
  /** Answers `/health`, and of servers and the balancer everything else too. */
  readonly url: string
  readonly command: readonly [string, ...string[]]
  readonly env: Readonly<Record<string, string>>
  /** Of a busy processor, where others have 1,024. */
  readonly cpuShares: number
}

export interface FleetPlanOptions {
  readonly compose: ComposeFile
  readonly image: ImageFile
  /** In place of what the compose file says. */
  readonly counts: { readonly [role in FleetRole]?: number | undefined }
  readonly databaseUrl: string
  readonly redisUrl: string
  /** Where the volumes are. */
  readonly volumesFolder: string
  /** Where the balancer listens; a free port where none is named. */
  readonly port: number | undefined
  /** Where a member listens, by its name. Everything is on this machine, and for it alone, where nothing is said. */
  readonly hostOf: ((name: string) => string) | undefined
}

const LOCAL = '127.0.0.1'
const ROLES: readonly FleetRole[] = ['balancer', 'server', 'worker']

export async function planFleet(options: FleetPlanOptions): Promise<FleetMember[]> {
  const { compose, counts, port } = options
  const taken = new Set(port === undefined ? [] : [port])
  const seats: Seat[] = []
  for (const role of ROLES) {
    const service = serviceOf(compose, role)
    const count = counts[role] ?? service.deploy.replicas
    for (let index = 1; index <= count; index += 1) {
      const here = role === 'balancer' && port !== undefined ? port : await takeFreePort(taken)
      const name = `${role}-${index}`
      seats.push({ role, service, name, host: options.hostOf?.(name) ?? LOCAL, port: here })
    }
  }
  const addresses = findAddresses(seats, options)
  return seats.map((seat) => toMember(seat, addresses, options))
}

/** A service that the compose file must have. */
export function serviceOf({ services }: ComposeFile, name: string): ComposeService {
  const service = services[name]
  if (service === undefined) throw new Error(`docker-compose.yml has no service "${name}"`)
  return service
}

interface Seat {
  readonly role: FleetRole
  readonly service: ComposeService
  readonly name: string
  readonly host: string
  readonly port: number
}

function findAddresses(seats: readonly Seat[], options: FleetPlanOptions): Places['addresses'] {
  const addresses = new Map([
    ['postgres:5432', [new URL(options.databaseUrl).host]],
    ['redis:6379', [new URL(options.redisUrl).host]],
  ])
  for (const { role, service, host, port } of seats) {
    const name = `${role}:${listeningPort(service, options.image)}`
    addresses.set(name, [...(addresses.get(name) ?? []), `${host}:${port}`])
    // `127.0.0.1:4400:4400`: the address, the port on the machine, the port of the container.
    for (const published of service.ports)
      addresses.set(`localhost:${published.split(':').at(-2)}`, [`${host}:${port}`])
  }
  return addresses
}

function toMember(
  { role, service, name, host, port }: Seat,
  addresses: Places['addresses'],
  { image, databaseUrl, redisUrl, volumesFolder }: FleetPlanOptions,
): FleetMember {
  const settings = { ...image.environment, ...service.environment }
  const places = {
    host,
    addresses,
    ports: new Map([[listeningPort(service, image), String(port)]]),
    folders: new Map(service.volumes.map((volume) => toFolder(volume, volumesFolder))),
  }
  const env = toLocalSettings(settings, places)
  // Of a server that was there before the fleet the name and the password differ too.
  if (settings.DATABASE_URL !== undefined) env.DATABASE_URL = databaseUrl
  if (settings.REDIS_URL !== undefined) env.REDIS_URL = redisUrl
  const [program = '', ...args] = [...image.entryPoint, ...service.command]
  const url = `http://${host}:${port}`
  return { role, name, url, command: [program, ...args], env, cpuShares: service.cpu_shares }
}

/** A worker listens for questions about its health alone. */
function listeningPort({ environment }: ComposeService, image: ImageFile): string {
  return environment.HEDDLE_WORKER_PORT ?? environment.PORT ?? image.environment.PORT ?? ''
}

/** `heddle:/data` */
function toFolder(volume: string, volumesFolder: string): [string, string] {
  const [name = '', folder = ''] = volume.split(':')
  return [folder, join(volumesFolder, name)]
}

async function takeFreePort(taken: Set<number>): Promise<number> {
  for (;;) {
    const port = await findFreePort()
    if (taken.has(port)) continue
    taken.add(port)
    return port
  }
}
