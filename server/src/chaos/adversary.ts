/** Injects the planned faults, each at its time, and makes good at the end what would last. */
import { setTimeout as pause } from 'node:timers/promises'
import type { FleetProcess } from '../fleet/start-fleet.ts'
import { type ChaosFleet, healAll, linesOf, type Wiring } from './chaos-fleet.ts'
import type { Period } from './judge-priorities.ts'
import type { NetworkProxy } from './network-proxy.ts'
import type { FaultKind, PlannedFault } from './plan-faults.ts'
import { listBackends } from './postgres-backends.ts'

export interface Adversary {
  /** Faults that met somebody. */
  readonly injected: ReadonlyMap<FaultKind, number>
  /** From when to when each lasted. */
  readonly harmed: readonly Period[]
  /** Resolves when all are injected and over, or it was stopped. */
  readonly done: Promise<void>
  /** Injects no more, and ends what lasts. */
  stop(): Promise<void>
}

/** Answers whether there was anybody to meet; resolves when the fault is over. */
type Inject = (fault: PlannedFault, parts: Parts) => Promise<boolean> | boolean

interface Parts extends ChaosFleet {
  /** Does it, waits as long as the fault lasts or until all is to end, and undoes it where no other fault goes on. */
  readonly during: (fault: PlannedFault, target: object, act: { begin(): void; end(): void }) => Promise<void>
}

const SLOW_MS = 120

export function startAdversary(chaos: ChaosFleet, plan: readonly PlannedFault[]): Adversary {
  const injected = new Map<FaultKind, number>()
  const harmed: Period[] = []
  const stopping = new AbortController()
  const { signal } = stopping
  const sleep = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined)
  const held = new Map<object, number>()
  const during: Parts['during'] = async ({ lastsMs }, target, { begin, end }) => {
    held.set(target, (held.get(target) ?? 0) + 1)
    begin()
    await sleep(lastsMs)
    const others = (held.get(target) ?? 1) - 1
    held.set(target, others)
    if (others === 0) end()
  }
  const parts: Parts = { ...chaos, during }
  const beganAt = performance.now()
  const run = async () => {
    const underWay: Promise<void>[] = []
    for (const fault of plan) {
      await sleep(Math.max(0, fault.atMs - (performance.now() - beganAt)))
      if (signal.aborted) break
      const from = Date.now()
      underWay.push(
        Promise.resolve(inject[fault.kind](fault, parts)).then((hasMet) => {
          harmed.push({ from, to: Date.now() })
          if (hasMet) injected.set(fault.kind, (injected.get(fault.kind) ?? 0) + 1)
        }),
      )
    }
    await Promise.all(underWay)
  }
  const done = run()
  const stop = async () => {
    stopping.abort()
    await done
    // The processes that it killed are back only then.
    const from = Date.now()
    await makeGood(chaos)
    harmed.push({ from, to: Date.now() })
  }
  return { injected, harmed, done, stop }
}

/** After the end nobody is stopped, cut off or missing. */
async function makeGood({ fleet, wirings }: ChaosFleet): Promise<void> {
  for (const wiring of wirings) healAll(wiring)
  const { process: redis } = fleet.redis
  const others = redis === null ? [] : [redis]
  for (const process of [fleet.balancer, ...fleet.servers, ...fleet.workers, ...others]) {
    process.sigcont()
    // Those that are starting again by themselves are waited for.
    await process.start()
  }
}

const inject: Readonly<Record<FaultKind, Inject>> = {
  'kill worker': (fault, { fleet }) => kill(choose(fleet.workers, fault)),
  'kill server': (fault, { fleet }) => kill(choose(fleet.servers, fault)),
  'kill balancer': (_fault, { fleet }) => kill(fleet.balancer),
  'stop worker': (fault, parts) => standStill(choose(parts.fleet.workers, fault), fault, parts),
  'stop server': (fault, parts) => standStill(choose(parts.fleet.servers, fault), fault, parts),
  'terminate PostgreSQL backend': (fault, { fleet }) =>
    signalTo(choose(listBackends(fleet.postgres.findPid()), fault), 'SIGTERM'),
  'kill PostgreSQL backend': (fault, { fleet }) =>
    signalTo(choose(listBackends(fleet.postgres.findPid()), fault), 'SIGKILL'),
  'kill Redis': (_fault, { fleet }) => kill(fleet.redis.process),
  'stop Redis': (fault, parts) => standStill(parts.fleet.redis.process, fault, parts),
  'flush Redis': (_fault, { fleet }) =>
    fleet.redis.flush().then(
      () => true,
      () => false,
    ),
  'partition from PostgreSQL': (fault, parts) =>
    cut(choose(parts.wirings, fault)?.DATABASE_URL ?? null, fault, parts),
  'partition from Redis': (fault, parts) =>
    cut(choose(parts.wirings, fault)?.REDIS_URL ?? null, fault, parts),
  'partition from all': async (fault, { wirings, during }) => {
    const wiring = chooseApart(wirings, fault)
    if (wiring === null) return false
    const { namespace } = wiring
    if (namespace !== null) {
      await during(fault, namespace, { begin: () => namespace.cut(), end: () => namespace.heal() })
      return true
    }
    // The same lines as those of cuts of one of them: what is held in common is healed by the last one.
    const cuts = linesOf(wiring).map((line) =>
      during(fault, line, { begin: () => line.cut(), end: () => line.heal() }),
    )
    await Promise.all(cuts)
    return true
  },
  'reset connections': (fault, { wirings }) => {
    const line = choose(wirings.flatMap(linesOf), fault)
    line?.reset()
    return line !== null
  },
  'slow network': async (fault, { wirings, during }) => {
    const line = choose(wirings, fault)?.DATABASE_URL ?? null
    if (line === null) return false
    const begin = () => line.slowDown(SLOW_MS)
    // Apart from cuts of the same line: a slow line may be cut and stay slow.
    await during(fault, line.slowDown, { begin, end: () => line.slowDown(0) })
    return true
  },
  'slow cable': async (fault, { wirings, during }) => {
    const namespace = chooseApart(wirings, fault)?.namespace ?? null
    if (namespace === null) return false
    const act = { begin: () => namespace.slowDown(), end: () => namespace.speedUp() }
    await during(fault, namespace.slowDown, act)
    return true
  },
}

/** One of those that have a network of their own, where there are any. */
function chooseApart(wirings: readonly Wiring[], fault: PlannedFault): Wiring | null {
  const apart = wirings.filter(({ namespace }) => namespace !== null)
  return choose(apart.length > 0 ? apart : wirings, fault)
}

function choose<T>(those: readonly T[], { whom }: PlannedFault): T | null {
  return those[Math.floor(whom * those.length)] ?? null
}

type Stoppable = Pick<FleetProcess, 'pid' | 'kill9' | 'sigstop' | 'sigcont'>

async function kill(process: Stoppable | null): Promise<boolean> {
  if (process === null || process.pid === null) return false
  await process.kill9()
  return true
}

async function standStill(
  process: Stoppable | null,
  fault: PlannedFault,
  { during }: Parts,
): Promise<boolean> {
  if (process === null || process.pid === null) return false
  await during(fault, process, { begin: () => process.sigstop(), end: () => process.sigcont() })
  return true
}

async function cut(line: NetworkProxy | null, fault: PlannedFault, { during }: Parts): Promise<boolean> {
  if (line === null) return false
  await during(fault, line, { begin: () => line.cut(), end: () => line.heal() })
  return true
}

function signalTo(pid: number | null, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  if (pid === null) return false
  try {
    return process.kill(pid, signal)
  } catch {
    // It ended by itself in the meantime.
    return false
  }
}
