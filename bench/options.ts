/** What to measure, from the command line: all parts, or those named by `--only chain,fan`; `--write` keeps the report. */
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

export interface BenchOptions {
  readonly only: ReadonlySet<Part>
  /** Folder of the real runs that are replayed. */
  readonly samplesFolder: string
  /** Whether the report goes into docs/performance.md. */
  readonly write: boolean
}

/** Throws with one line that names what is wrong. */
export function readOptions(args: readonly string[], samples: string | undefined): BenchOptions {
  const flags = { only: { type: 'string' }, write: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ args: [...args], options: flags })
  if (values.write && values.only !== undefined) throw new Error('--write keeps whole runs: leave out --only')
  const wished = values.only?.split(',').map((name) => name.trim()) ?? [...parts]
  const unknown = wished.filter((name) => !isPart(name))
  if (unknown.length > 0) throw new Error(`--only knows ${parts.join(', ')}, not ${unknown.join(', ')}`)
  return {
    only: new Set(wished.filter(isPart)),
    samplesFolder: samples ?? '../shared/data',
    write: values.write,
  }
}

function isPart(name: string): name is Part {
  return parts.some((part) => part === name)
}
