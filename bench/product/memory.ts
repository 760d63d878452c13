/**
 * Memory of the product's processes. A plain resident size counts the memory that PostgreSQL's processes share once
 * for each of them, so for those the proportional size is added up: each shared page counts once.
 */
import { readdirSync, readFileSync } from 'node:fs'

export interface MemoryFigures {
  /** Resident size of the Node processes. */
  readonly nodeMiB: number
  /** Proportional size of PostgreSQL's processes. */
  readonly postgresMiB: number
  readonly totalMiB: number
  /** What plain resident sizes add up to. */
  readonly plainMiB: number
}

interface ProcessEntry {
  readonly pid: number
  readonly parent: number
  readonly name: string
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

/** The process of this one's children whose command line holds the text. */
export function findChildProcess(text: string): number {
  const child = listProcesses().find(
    ({ pid, parent }) => parent === process.pid && readOrEmpty(`/proc/${pid}/cmdline`).includes(text),
  )
  if (child === undefined) throw new Error(`No process of this one runs ${text}`)
  return child.pid
}

function listTree(root: number): ProcessEntry[] {
  const processes = listProcesses()
  const below = (parent: number): ProcessEntry[] =>
    processes.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)])
  return [...processes.filter((entry) => entry.pid === root), ...below(root)]
}

function listProcesses(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name): ProcessEntry[] => {
    // The name is in brackets and may hold anything; after it come the state and the parent.
    const stat = /^\d+ \((.*)\) \S (\d+)/s.exec(/^\d+$/.test(name) ? readOrEmpty(`/proc/${name}/stat`) : '')
    return stat === null ? [] : [{ pid: Number(name), parent: Number(stat[2]), name: stat[1] ?? '' }]
  })
}

function readKib(path: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readOrEmpty(path))?.[1] ?? 0)
}

/** Processes come and go while they are listed. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
