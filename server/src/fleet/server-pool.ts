/**
 * The servers that a balancer knows: finds their addresses, looks every half second at the health of each, and says
 * who gets the next request. A name may stand for several servers and may change its addresses: it is asked again
 * each time. Tells whoever waits for a server that it answers nobody any more.
 */
import { lookup } from 'node:dns/promises'
import { get } from 'node:http'
import type { Logger } from '../ops/logger.ts'

export interface ServerAddress {
  readonly host: string
  readonly port: number
}

/** What a name stands for now. */
type LookUp = (name: string) => Promise<readonly { readonly address: string }[]>

const lookUpAll: LookUp = (name) => lookup(name, { all: true })

interface KnownServer extends ServerAddress {
  /** Looks in a row that went wrong. */
  misses: number
  /** Looks in a row that got no answer at all, not even that nobody listens. */
  silences: number
  isBeingLookedAt: boolean
  /** False where no name stands for it any more: it gets no requests, and is looked at for those that it has. */
  isNamed: boolean
  readonly watchers: Set<() => void>
}

const lookEveryMs = 500
/** A server whose database hangs takes two seconds to say so. */
const patienceMs = 2500
/** One slow answer is no reason to go; an address where nobody listens is. */
const missesAllowed = 1
const gone = missesAllowed + 1
/**
 * What a server was asked is waited for as long as it may only be slow: eight and a half seconds without a word, or
 * half a second more. Passing over it comes two looks before and costs nobody anything.
 */
const silencesAllowed = 2

export class ServerPool {
  readonly #targets: readonly URL[]
  readonly #logger: Logger
  readonly #lookUp: LookUp
  #servers = new Map<string, KnownServer>()
  /** What each name stood for when it was last known. */
  readonly #resolved = new Map<URL, readonly ServerAddress[]>()
  #turn = 0
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(targets: readonly string[], logger: Logger, lookUp: LookUp = lookUpAll) {
    this.#targets = targets.map((target) => new URL(target))
    this.#logger = logger
    this.#lookUp = lookUp
  }

  /** Resolves after the first look at every server. */
  async start(): Promise<void> {
    const looks = await this.#look()
    this.#lookAgainLater()
    await Promise.all(looks)
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
    const servers = [...this.#servers.values()].filter(({ isNamed }) => isNamed)
    const up = servers.filter((server) => server.misses <= missesAllowed)
    const down = servers.filter((server) => server.misses > missesAllowed)
    this.#turn += 1
    return [...rotate(up, this.#turn), ...rotate(down, this.#turn)]
  }

  /** The ones that seem down come last, otherwise as they are: for whoever asks again, out of turn. */
  rank(servers: readonly ServerAddress[]): readonly ServerAddress[] {
    const isUp = (server: ServerAddress) =>
      (this.#servers.get(toKey(server))?.misses ?? gone) <= missesAllowed
    return [...servers.filter(isUp), ...servers.filter((server) => !isUp(server))]
  }

  /** For whoever could not even connect: the next look may find it again. */
  markGone({ host, port }: ServerAddress): void {
    const server = this.#servers.get(toKey({ host, port }))
    if (server !== undefined) this.#note(server, gone)
  }

  /**
   * For whoever has something open at a server: called when it answers nobody any more, and again with each look until
   * it does, or until what is returned is called.
   */
  watch(address: ServerAddress, onSilent: () => void): () => void {
    const server = this.#knownOrNew(address)
    this.#servers.set(toKey(server), server)
    const watcher = () => onSilent()
    server.watchers.add(watcher)
    return () => void server.watchers.delete(watcher)
  }

  #lookAgainLater(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(async () => {
      await this.#look()
      this.#lookAgainLater()
    }, lookEveryMs)
  }

  /** Begins to look at each server; one that takes its time keeps nobody from looking at the others. */
  async #look(): Promise<readonly Promise<void>[]> {
    await this.#resolve()
    return [...this.#servers.values()].map((server) => this.#lookAt(server))
  }

  async #resolve(): Promise<void> {
    const found = await Promise.all(this.#targets.map((target) => this.#resolveOne(target)))
    const servers = new Map(found.flat().map((address) => [toKey(address), this.#knownOrNew(address)]))
    for (const server of servers.values()) server.isNamed = true
    for (const [key, server] of this.#servers) {
      if (servers.has(key) || server.watchers.size === 0) continue
      server.isNamed = false
      servers.set(key, server)
    }
    this.#servers = servers
  }

  async #resolveOne(target: URL): Promise<readonly ServerAddress[]> {
    const { hostname } = target
    const port = Number(target.port || 80)
    try {
      const addresses = await this.#lookUp(hostname.replace(/^\[|\]$/g, ''))
      const found = addresses.map(({ address: host }) => ({ host, port }))
      this.#resolved.set(target, found)
      return found
    } catch (error) {
      // A directory that is away for a moment takes no server with it.
      this.#logger.warn({ event: 'balancer_name_unknown', name: hostname, err: error })
      return this.#resolved.get(target) ?? []
    }
  }

  #knownOrNew({ host, port }: ServerAddress): KnownServer {
    const unknown = { misses: 0, silences: 0, isBeingLookedAt: false, isNamed: false }
    return this.#servers.get(toKey({ host, port })) ?? { host, port, ...unknown, watchers: new Set() }
  }

  async #lookAt(server: KnownServer): Promise<void> {
    if (server.isBeingLookedAt) return
    server.isBeingLookedAt = true
    const answer = await askHealth(server)
    server.isBeingLookedAt = false
    this.#note(server, answer === 'well' ? 0 : isAway[answer] ? gone : server.misses + 1)
    server.silences = isSilent[answer] ? server.silences + 1 : 0
    if (server.silences > silencesAllowed) this.#giveUp(server)
  }

  #giveUp({ host, port, watchers }: KnownServer): void {
    if (watchers.size === 0 || this.#stopped) return
    this.#logger.warn({ event: 'balancer_server_silent', host, port, open: watchers.size })
    for (const onSilent of [...watchers]) onSilent()
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

type HealthAnswer = 'well' | 'unwell' | 'refused' | 'unreachable' | 'mute'

/** Nobody is there; another look would say the same. */
const isAway: Record<HealthAnswer, boolean> = {
  ...{ well: false, unwell: false, mute: false },
  ...{ refused: true, unreachable: true },
}

/** Where the machine says that nobody listens, it has closed as well what was open. */
const isSilent: Record<HealthAnswer, boolean> = {
  ...{ well: false, unwell: false, refused: false },
  ...{ unreachable: true, mute: true },
}

const answerOfError: Readonly<Record<string, HealthAnswer>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'mute',
}

function askHealth({ host, port }: ServerAddress): Promise<HealthAnswer> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/health', agent: false, timeout: patienceMs }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 ? 'well' : 'unwell')
    })
    request.once('timeout', () => {
      resolve('mute')
      request.destroy()
    })
    request.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(answerOfError[code] ?? 'unwell'))
  })
}

function toKey({ host, port }: ServerAddress): string {
  return `${host}:${port}`
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
