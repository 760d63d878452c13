/**
 * The servers that a balancer knows: finds their addresses, looks every half second at the health of each, and says
 * who gets the next request. A name may stand for several servers and may change its addresses: it is asked again
 * each time.
 */
import { lookup } from 'node:dns/promises'
import { get } from 'node:http'
import type { Logger } from '../ops/logger.ts'

export interface ServerAddress {
  readonly host: string
  readonly port: number
}

interface KnownServer extends ServerAddress {
  /** Looks in a row that went wrong. */
  misses: number
}

const lookEveryMs = 500
/** A server whose database hangs takes two seconds to say so. */
const patienceMs = 2500
/** One slow answer is no reason to go; an address where nobody listens is. */
const missesAllowed = 1
const gone = missesAllowed + 1

export class ServerPool {
  readonly #targets: readonly URL[]
  readonly #logger: Logger
  #servers = new Map<string, KnownServer>()
  /** What each name stood for when it was last known. */
  readonly #resolved = new Map<URL, KnownServer[]>()
  #turn = 0
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(targets: readonly string[], logger: Logger) {
    this.#targets = targets.map((target) => new URL(target))
    this.#logger = logger
  }

  /** Resolves after the first look at every server. */
  async start(): Promise<void> {
    await this.#look()
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.start(), lookEveryMs)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  /**
   * Whom to ask, the one whose turn it is first. The ones that seem down come last: where all do, their own answer
   * says more than a balancer could.
   */
  candidates(): ServerAddress[] {
    const servers = [...this.#servers.values()]
    const up = servers.filter((server) => server.misses <= missesAllowed)
    const down = servers.filter((server) => server.misses > missesAllowed)
    this.#turn += 1
    return [...rotate(up, this.#turn), ...rotate(down, this.#turn)]
  }

  /** For whoever could not even connect: the next look may find it again. */
  markGone({ host, port }: ServerAddress): void {
    const server = this.#servers.get(`${host}:${port}`)
    if (server !== undefined) this.#note(server, gone)
  }

  async #look(): Promise<void> {
    this.#servers = await this.#resolve()
    await Promise.all([...this.#servers.values()].map((server) => this.#lookAt(server)))
  }

  async #resolve(): Promise<Map<string, KnownServer>> {
    const found = await Promise.all(this.#targets.map((target) => this.#resolveOne(target)))
    return new Map(found.flat().map((server) => [`${server.host}:${server.port}`, server]))
  }

  async #resolveOne(target: URL): Promise<KnownServer[]> {
    const { hostname } = target
    const port = Number(target.port || 80)
    try {
      const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })
      const servers = addresses.map(({ address }) => this.#knownOrNew(address, port))
      this.#resolved.set(target, servers)
      return servers
    } catch (error) {
      // A directory that is away for a moment takes no server with it.
      this.#logger.warn({ event: 'balancer_name_unknown', name: hostname, err: error })
      return this.#resolved.get(target) ?? []
    }
  }

  #knownOrNew(host: string, port: number): KnownServer {
    return this.#servers.get(`${host}:${port}`) ?? { host, port, misses: 0 }
  }

  async #lookAt(server: KnownServer): Promise<void> {
    const answer = await askHealth(server)
    this.#note(server, answer === 'well' ? 0 : answer === 'absent' ? gone : server.misses + 1)
  }

  #note(server: KnownServer, misses: number): void {
    const wasUp = server.misses <= missesAllowed
    server.misses = misses
    const isUp = misses <= missesAllowed
    if (wasUp === isUp) return
    const { host, port } = server
    this.#logger.warn({ event: isUp ? 'balancer_server_back' : 'balancer_server_out', host, port })
  }
}

type HealthAnswer = 'well' | 'unwell' | 'absent'

function askHealth({ host, port }: ServerAddress): Promise<HealthAnswer> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/health', agent: false, timeout: patienceMs }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 ? 'well' : 'unwell')
    })
    request.once('timeout', () => request.destroy())
    request.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' || error.code === 'EHOSTUNREACH' ? 'absent' : 'unwell'),
    )
  })
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
