/** The PostgreSQL of a fleet: one that is there already, or the embedded one with the settings of the compose file. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import type { Logger } from '../ops/logger.ts'
import { findPostmaster } from '../ops/stop-stale-postgres.ts'
import type { ComposeService } from './compose-file.ts'

export interface FleetPostgres {
  readonly url: string
  /** Its first process; null where there is none, or where it is somebody else's. */
  findPid(): number | null
  /** Kills the first process, which takes all connections along. It comes back by itself; resolves when it is dead. */
  kill9(): Promise<void>
  stop(): Promise<void>
}

export async function startFleetPostgres(options: {
  readonly service: ComposeService
  readonly folder: string
  readonly logger: Logger
}): Promise<FleetPostgres> {
  const { service, folder, logger } = options
  mkdirSync(folder, { recursive: true })
  // The account of the database passes through.
  chmodSync(folder, 0o711)
  rememberPassword(join(folder, 'postgres.json'), service.environment.POSTGRES_PASSWORD ?? '')
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    logger,
    settings: toSettings(service.command),
  })
  const findPid = () => findPostmaster(join(folder, 'postgres'))
  return {
    url: postgres.url,
    findPid,
    async kill9() {
      const pid = findPid()
      if (pid === null) return
      process.kill(pid, 'SIGKILL')
      while (findPid() === pid) await pause(10)
    },
    stop: () => postgres.stop(),
  }
}

export function foreignPostgres(url: string): FleetPostgres {
  const kill9 = () => Promise.reject(new Error('DATABASE_URL names a server that is not of this fleet'))
  return { url, findPid: () => null, kill9, stop: async () => undefined }
}

/** Where its first process writes its id, for a fleet with a database of its own. */
export function postmasterFile(folder: string): string {
  return join(folder, 'postgres/postmaster.pid')
}

/** The embedded server makes itself a password unless it knows one. */
function rememberPassword(file: string, password: string): void {
  if (password === '' || existsSync(file)) return
  writeFileSync(file, JSON.stringify({ password }), { mode: 0o600 })
}

/** `postgres -c name=value` */
function toSettings(command: readonly string[]): Record<string, string> {
  const pairs = command.filter((_word, at) => command[at - 1] === '-c').map((pair) => pair.split('='))
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]))
}
