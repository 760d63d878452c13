/**
 * What to measure, from the command line: the product in one process, or with `--fleet` many processes; all parts of
 * the family, or those named by `--only chain,fan`; `--write` keeps the report.
 */
import { parseArgs } from 'node:util'

export const parts = [
  'chain',
  'fan',
  'diamonds',
  'floor',
  'montage',
  'starts',
  'memory',
  'pixel',
  'editor',
  'script',
] as const
export type Part = (typeof parts)[number]

export const fleetParts = [
  'plain',
  'queue',
  'fan',
  'diamonds',
  'chain',
  'wide',
  'fairness',
  'operations',
  'takeover',
  'replays',
  'sizes',
] as const
export type FleetPart = (typeof fleetParts)[number]

interface CommonOptions {
  /** Folder of the real runs that are replayed. */
  readonly samplesFolder: string
  /** Whether the report goes into docs/performance.md. */
  readonly write: boolean
}

export interface ProductOptions extends CommonOptions {
  readonly family: 'product'
  readonly only: ReadonlySet<Part>
}

export interface FleetBenchOptions extends CommonOptions {
  readonly family: 'fleet'
  readonly only: ReadonlySet<FleetPart>
}

export type BenchOptions = ProductOptions | FleetBenchOptions

/** Throws with one line that names what is wrong. */
export function readOptions(args: readonly string[], samples: string | undefined): BenchOptions {
  const flags = {
    only: { type: 'string' },
    fleet: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args: [...args], options: flags })
  if (values.write && values.only !== undefined) throw new Error('--write keeps whole runs: leave out --only')
  const common = { samplesFolder: samples ?? '../shared/data', write: values.write }
  return values.fleet
    ? { ...common, family: 'fleet', only: choose(fleetParts, values.only) }
    : { ...common, family: 'product', only: choose(parts, values.only) }
}

function choose<Name extends string>(known: readonly Name[], wished: string | undefined): ReadonlySet<Name> {
  const names = wished?.split(',').map((name) => name.trim()) ?? known
  const unknown = names.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) throw new Error(`--only knows ${known.join(', ')}, not ${unknown.join(', ')}`)
  return new Set(known.filter((name) => names.includes(name)))
}
