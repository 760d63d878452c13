/** An environment variable with the value that holds, as it may be shown: secrets and passwords never leave here. */

export interface SettingInUse {
  readonly name: string
  /** Null where nothing is set; for a secret that is set `hidden`. */
  readonly value: string | null
  readonly source: 'environment' | 'default'
}

/** By the name, so that one that is added later is none that is shown. The address of a hook lets in whoever has it. */
const SECRET = /_(KEY|SECRET|TOKEN|PASSWORD|WEBHOOK)$/
const UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const

export function toSettingInUse(
  name: string,
  given: Readonly<Record<string, string | undefined>>,
  defaults: Readonly<Record<string, unknown>>,
): SettingInUse {
  const own = given[name]
  if (own === undefined) return { name, value: toText(name, defaults[name]), source: 'default' }
  const value = SECRET.test(name) ? 'hidden' : own.split(',').map(withoutCredentials).join(',')
  return { name, value, source: 'environment' }
}

function toText(name: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  return name.startsWith('HEDDLE_MAX_') ? toSize(Number(value)) : String(value)
}

function toSize(bytes: number): string {
  const unit = UNITS.findLastIndex((_, power) => bytes % 1024 ** power === 0 && bytes >= 1024 ** power)
  return `${bytes / 1024 ** unit}${UNITS[unit]}`
}

/** An address keeps its host and path: names, passwords and parameters are nobody's to read. Others stay as they are. */
function withoutCredentials(text: string): string {
  const url = /^[a-z+]+:\/\//i.test(text) ? URL.parse(text) : null
  if (url === null) return text
  url.username = ''
  url.password = ''
  url.search = ''
  return url.href
}
