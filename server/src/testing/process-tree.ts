import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Kills the process and everything that it started, sessions of their own included. */
export function killProcessTree(root: number): void {
  for (const pid of [root, ...descendantsOf(root)]) kill(pid)
}

/** All processes below it. */
export function descendantsOf(root: number): number[] {
  const parents = process.platform === 'linux' ? readProcessTable() : askProcessTable()
  const childrenOf = (parent: number): number[] =>
    parents.filter(([, ppid]) => ppid === parent).flatMap(([pid]) => [pid, ...childrenOf(pid)])
  return childrenOf(root)
}

type ProcessAndParent = readonly [pid: number, ppid: number]

/** Small Linux images have no `ps`. */
function readProcessTable(): ProcessAndParent[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid): ProcessAndParent[] => {
    try {
      // After the name, which is in brackets and may hold anything: state, then the parent.
      const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? ''
      return [[Number(pid), Number(afterName.split(' ')[1])]]
    } catch {
      return []
    }
  })
}

function askProcessTable(): ProcessAndParent[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid = '', ppid = ''] = line.trim().split(/\s+/)
    return [Number(pid), Number(ppid)]
  })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}
