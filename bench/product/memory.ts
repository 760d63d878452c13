/**
 * Memory of the product's processes. A plain resident size counts the memory that PostgreSQL's processes share once
 * for each of them, so for those the proportional size is added up: each shared page counts once.
 */
import { listTree, readOrEmpty } from './process-tree.ts'

export interface MemoryFigures {
  /** Resident size of the Node processes. */
  readonly nodeMiB: number
  /** Proportional size of PostgreSQL's processes. */
  readonly postgresMiB: number
  readonly totalMiB: number
  /** What plain resident sizes add up to. */
  readonly plainMiB: number
}

/** Null where there is no /proc to read. `root` is the process that the others descend from. */
export function readMemory(root: number): MemoryFigures | null {
  if (process.platform !== 'linux') return null
  let node = 0
  let postgres = 0
  let plain = 0
  for (const { pid, name } of listTree(root)) {
    const rss = readKib(`/proc/${pid}/status`, 'VmRSS')
    plain += rss
    if (name === 'postgres') postgres += readKib(`/proc/${pid}/smaps_rollup`, 'Pss')
    else node += rss
  }
  const toMiB = (kib: number) => kib / 1024
  return {
    nodeMiB: toMiB(node),
    postgresMiB: toMiB(postgres),
    totalMiB: toMiB(node + postgres),
    plainMiB: toMiB(plain),
  }
}

function readKib(path: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readOrEmpty(path))?.[1] ?? 0)
}
