/**
 * Answers only to names that are ours. A page elsewhere may point its own name at this machine and then talk
 * to it from a visitor's browser; the name gives it away. Addresses cannot be bent that way.
 */
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { DomainError } from '@heddle/core/errors.ts'

export interface HostNames {
  readonly host: string
  readonly publicUrl: string | null
}

/** Throws FORBIDDEN for a name that is not ours. */
export function createHostCheck({ host, publicUrl }: HostNames): (hostHeader: string | undefined) => void {
  const names = new Set(['localhost', host.toLowerCase(), hostname().toLowerCase()])
  if (publicUrl !== null) names.add(new URL(publicUrl).hostname)
  return (hostHeader) => {
    const name = toHostName(hostHeader)
    if (name === null || names.has(name) || name.endsWith('.localhost') || isIP(name) !== 0) return
    const reason = `Heddle does not answer to the name ${name}. Set HEDDLE_PUBLIC_URL to the address that people open.`
    throw new DomainError('FORBIDDEN', { reason }, { message: reason })
  }
}

/** Without the port and the brackets of an IPv6 address; null where there is no header. */
function toHostName(hostHeader: string | undefined): string | null {
  if (hostHeader === undefined) return null
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(hostHeader.trim()) ?? []
  return (bracketed ?? plain ?? hostHeader).toLowerCase()
}
