/** What to measure, from the command line: all parts, or those named by `--only chain,fan`. */
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
}

/** Throws with one line that names what is wrong. */
export function readOptions(args: readonly string[], samples: string | undefined): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } } })
  const wished = values.only?.split(',').map((name) => name.trim()) ?? [...parts]
  const unknown = wished.filter((name) => !isPart(name))
  if (unknown.length > 0) throw new Error(`--only knows ${parts.join(', ')}, not ${unknown.join(', ')}`)
  return { only: new Set(wished.filter(isPart)), samplesFolder: samples ?? '../shared/data' }
}

function isPart(name: string): name is Part {
  return parts.some((part) => part === name)
}
