/**
 * Networks of their own for some of the processes: network namespaces of Linux, joined to this machine by a bridge.
 * The adversary pulls their cables, so that packets are lost and nobody is told, as between machines. They are removed
 * however this process ends: a shell waits for that, and each start removes what a killed shell left.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { findProgram } from '../ops/find-program.ts'

export interface Namespace {
  /** Of whoever listens in it. */
  readonly address: string
  /** Goes before a command that is to run in it, in the same process. */
  readonly enter: readonly [string, ...string[]]
  /** Pulls the cable. */
  cut(): void
  heal(): void
  slowDown(): void
  speedUp(): void
}

export interface Namespaces {
  /** This machine, as the processes in the namespaces see it. */
  readonly address: string
  readonly byName: ReadonlyMap<string, Namespace>
  /** `by netem`, or by what there is instead of it. */
  readonly slowness: string
  /** Calling it twice is harmless. */
  close(): Promise<void>
}

interface Slowness {
  readonly name: string
  readonly discipline: readonly string[]
}

/** Either way, in each direction. Where the kernel cannot delay packets it can let few of them through. */
const slownesses: readonly Slowness[] = [
  { name: 'delay (tc netem)', discipline: ['netem', 'delay', '60ms'] },
  {
    name: 'narrowness (tc tbf)',
    discipline: ['tbf', 'rate', '512kbit', 'burst', '16kb', 'latency', '400ms'],
  },
]
const none: Slowness = { name: 'nothing (no tc)', discipline: [] }
/** Two networks that a machine seldom has; the third number is drawn. */
const PREFIX = '10.213'
const INSIDE = 'eth0'

/** Removes what it is told of, when whoever holds the other end of its pipe is gone. */
const REMOVE = `
cat > /dev/null
for name in "$@"; do
  "$IP" netns del "$name"
  "$IP" link del "$name-v"
done
"$IP" link del "$BRIDGE"
`

/** Why there can be none here; null where they can be had. */
export function findHindrance(path: string): string | null {
  if (process.platform !== 'linux') return 'there are network namespaces on Linux alone'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const ip = findProgram(['ip'], path)
  if (ip === null) return 'iproute2 is not installed'
  const probe = `hd${process.pid}p`
  try {
    run(ip, ['netns', 'add', probe])
    run(ip, ['link', 'add', probe, 'type', 'veth', 'peer', 'name', INSIDE, 'netns', probe])
    return null
  } catch (error) {
    return `network namespaces are not allowed here: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    spawnSync(ip, ['link', 'del', probe])
    spawnSync(ip, ['netns', 'del', probe])
  }
}

let opened = 0

/** One for each name. To be called only where nothing hinders it. */
export async function openNamespaces(names: readonly string[], path: string): Promise<Namespaces> {
  const ip = findProgram(['ip'], path) ?? 'ip'
  removeLeftovers(ip)
  opened += 1
  // The name of a device has 15 characters at most, and tells whose it is.
  const own = `hd${process.pid}n${opened}`
  const idOf = (at: number) => `${own}${String.fromCharCode(97 + at)}`
  const guard = guardThem({ ip, own, ids: names.map((_name, at) => idOf(at)) })
  const close = async () => {
    if (guard.exitCode !== null || guard.signalCode !== null) return
    // From here on it is worth waiting for.
    guard.ref()
    const end = once(guard, 'exit')
    guard.stdin?.end()
    await end
  }
  try {
    const net = findFreeNet(ip)
    run(ip, ['link', 'add', own, 'type', 'bridge'])
    run(ip, ['addr', 'add', `${net}.1/24`, 'dev', own])
    run(ip, ['link', 'set', own, 'up'])
    const made = names.map((name, at) => {
      const place = { ip, bridge: own, id: idOf(at), address: `${net}.${at + 2}` }
      plug(place)
      return { name, place }
    })
    const slowness = findSlowness(path, made[0]?.place.id)
    const tc = findProgram(['tc'], path) ?? 'tc'
    const byName = new Map(made.map(({ name, place }) => [name, toNamespace(place, tc, slowness)]))
    return { address: `${net}.1`, byName, slowness: slowness.name, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface Place {
  readonly ip: string
  readonly bridge: string
  readonly id: string
  readonly address: string
}

const cableOf = (id: string) => `${id}-v`

function plug({ ip, bridge, id, address }: Place): void {
  run(ip, ['netns', 'add', id])
  run(ip, ['link', 'add', cableOf(id), 'type', 'veth', 'peer', 'name', INSIDE, 'netns', id])
  run(ip, ['link', 'set', cableOf(id), 'master', bridge, 'up'])
  run(ip, ['-n', id, 'addr', 'add', `${address}/24`, 'dev', INSIDE])
  run(ip, ['-n', id, 'link', 'set', INSIDE, 'up'])
  run(ip, ['-n', id, 'link', 'set', 'lo', 'up'])
}

function toNamespace({ ip, id, address }: Place, tc: string, { discipline }: Slowness): Namespace {
  const cable = cableOf(id)
  const ends = [
    ['qdisc', '@', 'dev', cable, 'root'],
    ['-n', id, 'qdisc', '@', 'dev', INSIDE, 'root'],
  ]
  // Whether it is slow already, or is gone with its end, makes no difference.
  const shape = (verb: string, how: readonly string[]) => {
    for (const end of ends) spawnSync(tc, [...end.map((word) => (word === '@' ? verb : word)), ...how])
  }
  return {
    address,
    enter: [ip, 'netns', 'exec', id],
    cut: () => run(ip, ['link', 'set', cable, 'down']),
    heal: () => run(ip, ['link', 'set', cable, 'up']),
    slowDown: () => {
      if (discipline.length > 0) shape('replace', discipline)
    },
    speedUp: () => {
      if (discipline.length > 0) shape('del', [])
    },
  }
}

function guardThem(those: { ip: string; own: string; ids: readonly string[] }): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', REMOVE, 'sh', ...those.ids], {
    detached: true,
    env: { IP: those.ip, BRIDGE: those.own, PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  guard.on('error', () => undefined)
  guard.stdin?.on('error', () => undefined)
  return guard
}

/** Of processes that are no more. */
function removeLeftovers(ip: string): void {
  const isLeft = (name: string) => {
    const pid = /^hd(\d+)n\d/.exec(name)?.[1]
    return pid !== undefined && !existsSync(`/proc/${pid}`)
  }
  const spaces = listWords(ip, ['-o', 'netns', 'list'], /^\S+/)
  for (const name of spaces.filter(isLeft)) spawnSync(ip, ['netns', 'del', name])
  const devices = listWords(ip, ['-o', 'link'], /^\d+: ([^:@]+)/)
  for (const name of devices.filter(isLeft)) spawnSync(ip, ['link', 'del', name])
}

function listWords(program: string, args: readonly string[], word: RegExp): string[] {
  const lines = run(program, args).split('\n')
  return lines.flatMap((line) => {
    const match = word.exec(line)
    return match === null ? [] : (match[1] ?? match[0])
  })
}

function findFreeNet(ip: string): string {
  const taken = run(ip, ['-o', '-4', 'addr'])
  const third = Array.from({ length: 250 }, (_, at) => 1 + ((process.pid + at) % 250))
  const free = third.map((number) => `${PREFIX}.${number}`).find((net) => !taken.includes(` ${net}.`))
  if (free === undefined) throw new Error('All networks for namespaces are taken')
  return free
}

/** What this kernel can do, tried out where it does no harm. */
function findSlowness(path: string, id: string | undefined): Slowness {
  const tc = findProgram(['tc'], path)
  if (tc === null || id === undefined) return none
  const works = ({ discipline }: Slowness) =>
    spawnSync(tc, ['qdisc', 'replace', 'dev', cableOf(id), 'root', ...discipline]).status === 0
  const found = slownesses.find(works) ?? none
  spawnSync(tc, ['qdisc', 'del', 'dev', cableOf(id), 'root'])
  return found
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`)
  return stdout
}
