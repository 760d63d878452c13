/**
 * A container's settings as a plain process needs them. Only places differ: names of hosts, ports and folders. All
 * else stays as the compose file says.
 */

export interface Places {
  /** Where this process listens. */
  readonly host: string
  /** What `host:port` of the compose network is here; several where the name stands for several. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  /** What a port of this container is here. */
  readonly ports: ReadonlyMap<string, string>
  /** What a folder of this container is here. */
  readonly folders: ReadonlyMap<string, string>
}

const PORT_SETTINGS = ['PORT', 'HEDDLE_WORKER_PORT']

export function toLocalSettings(
  environment: Readonly<Record<string, string>>,
  places: Places,
): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => [name, toLocal(name, value, places)])
  return Object.fromEntries(entries)
}

function toLocal(name: string, value: string, { host, addresses, ports, folders }: Places): string {
  // A container has a network of its own and listens to all of it.
  if (name === 'HOST') return host
  if (PORT_SETTINGS.includes(name)) return ports.get(value) ?? value
  const folder = folders.get(value)
  if (folder !== undefined) return folder
  return value
    .split(',')
    .flatMap((item) => toLocalAddresses(item, addresses))
    .join(',')
}

function toLocalAddresses(item: string, addresses: Places['addresses']): string[] {
  for (const [there, here] of addresses) {
    const match = new RegExp(`(^|[/@])${there}(?=$|/)`).exec(item)
    if (match === null) continue
    return here.map((address) => item.replace(match[0], `${match[1] ?? ''}${address}`))
  }
  return [item]
}
