/** The processes of this machine as /proc shows them. */
import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessEntry {
  readonly pid: number
  readonly parent: number
  readonly name: string
}

/** A process and everything below it. Empty where there is no /proc. */
export function listTree(root: number): ProcessEntry[] {
  const processes = listProcesses()
  const below = (parent: number): ProcessEntry[] =>
    processes.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)])
  return [...processes.filter((entry) => entry.pid === root), ...below(root)]
}

/** The child of this process whose command line holds the text. */
export function findChildProcess(text: string): number {
  const child = listProcesses().find(
    ({ pid, parent }) => parent === process.pid && readOrEmpty(`/proc/${pid}/cmdline`).includes(text),
  )
  if (child === undefined) throw new Error(`No process of this one runs ${text}`)
  return child.pid
}

/** Processes come and go while they are listed. */
export function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function listProcesses(): ProcessEntry[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((name): ProcessEntry[] => {
    // The name is in brackets and may hold anything; after it come the state and the parent.
    const stat = /^\d+ \((.*)\) \S (\d+)/s.exec(/^\d+$/.test(name) ? readOrEmpty(`/proc/${name}/stat`) : '')
    return stat === null ? [] : [{ pid: Number(name), parent: Number(stat[2]), name: stat[1] ?? '' }]
  })
}
