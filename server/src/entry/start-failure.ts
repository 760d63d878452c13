/** Why a start failed, in one line that names the setting where one is to blame. */
import { MigrationError } from '../ops/apply-migrations.ts'
import type { Settings } from './env.ts'

/** What Node says of a call of the system, where it says it. */
type SystemError = Error & {
  code?: string
  syscall?: string
  address?: string
  hostname?: string
  path?: string
}

export function toStartFailure(
  error: unknown,
  settings: Pick<Settings, 'host' | 'port' | 'dataDir'>,
): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof MigrationError) return error.message
  const { host, port, dataDir } = settings
  const { code, syscall, hostname, address, path }: SystemError = error
  if (code === 'EADDRINUSE') return `port ${port} is taken. Stop what listens there, or set PORT.`
  if (code === 'EACCES' && syscall === 'listen')
    return `port ${port} is not allowed here. Set PORT to another one.`
  if ((code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') && (hostname ?? address) === host)
    return `HOST is ${host}, which is no address of this machine.`
  if (path !== undefined && (path.startsWith(dataDir) || dataDir.startsWith(path)))
    return `HEDDLE_DATA_DIR cannot be used: ${error.message}`
  return error.message
}
