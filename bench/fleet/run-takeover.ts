/** What a worker ran when it was killed, and when it was asked to stop: how long until all of it runs elsewhere. */
import { setTimeout as pause } from 'node:timers/promises'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { FleetProcess } from '../../server/src/fleet/start-fleet.ts'
import type { ApiClient } from '../product/api-client.ts'
import type { FigureName } from '../report/figures.ts'
import type { FleetPartsInput } from './fleet-parts.ts'

interface WireEvent {
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
  readonly timestamp: string
  readonly data: { readonly worker_id?: string }
}

/** Longer than the lease, so that none ends before it is taken over. */
const script = 'sleep 45'
const nodes = 24
/** The others have room for everything at once. */
const workers = 3
const startMs = 20_000
const pollMs = 50

const ways = [
  { figure: 'takeoverKilled', words: 'killed with SIGKILL', end: killForGood, deadlineMs: 45_000 },
  { figure: 'takeoverAsked', words: 'stopped with SIGTERM', end: stop, deadlineMs: 15_000 },
] as const satisfies readonly {
  figure: FigureName
  words: string
  end: (worker: FleetProcess) => Promise<void>
  deadlineMs: number
}[]

export async function runTakeover({ bench, collector }: FleetPartsInput): Promise<void> {
  for (const { figure, words, end, deadlineMs } of ways) {
    await collector.attempt([figure], async () => {
      await bench.setWorkers(workers)
      const id = await bench.api.execute(await bench.api.createWorkflow(sleepers()))
      const started = await untilRunning(bench.api, id)
      const victim = findBusiest(bench.workers(), started)
      const lost = nodesOf(started, toWorkerId(victim))
      const endedAt = Date.now()
      const ended = end(victim)
      const times = await untilElsewhere(bench.api, id, { lost, deadlineMs })
      await ended
      await bench.api.post(`/api/executions/${id}/cancel`, {})
      const seconds = times.map((time) => (time - endedAt) / 1000)
      collector.set(figure, Math.max(...seconds))
      const range = `after ${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`
      collector.remarkText(`worker ${words}`, `${lost.size} nodes run elsewhere ${range}`)
    })
  }
}

function sleepers(): WorkflowDocument {
  const node = { type: 'shell', params: { script }, retry: { maxAttempts: 3, delayMs: 0 } }
  const ids = Array.from({ length: nodes }, (_, index) => `sleep_${index}`)
  return { name: 'Sleepers', nodes: Object.fromEntries(ids.map((id) => [id, node])), edges: [] }
}

async function killForGood(worker: FleetProcess): Promise<void> {
  await worker.kill9()
  // It would be started again; its nodes are to find another home.
  await worker.stop()
}

async function stop(worker: FleetProcess): Promise<void> {
  await worker.stop()
}

async function untilRunning(api: ApiClient, id: string): Promise<readonly WireEvent[]> {
  const end = performance.now() + startMs
  while (performance.now() < end) {
    const started = (await listEvents(api, id)).filter(({ type }) => type === 'node_started')
    if (started.length === nodes) return started
    await pause(pollMs)
  }
  throw new Error(`The nodes did not start within ${startMs} ms`)
}

/** When each of the nodes was started again, in milliseconds since the epoch. */
async function untilElsewhere(
  api: ApiClient,
  id: string,
  { lost, deadlineMs }: { lost: ReadonlySet<string>; deadlineMs: number },
): Promise<number[]> {
  const end = performance.now() + deadlineMs
  while (performance.now() < end) {
    const again = (await listEvents(api, id)).filter(
      ({ type, node_id, attempt }) =>
        type === 'node_started' && (attempt ?? 0) > 1 && lost.has(node_id ?? ''),
    )
    if (again.length >= lost.size) return again.map(({ timestamp }) => Date.parse(timestamp))
    await pause(pollMs)
  }
  throw new Error(`Not all of ${lost.size} nodes were taken over within ${deadlineMs} ms`)
}

async function listEvents(api: ApiClient, id: string): Promise<readonly WireEvent[]> {
  const { items } = await api.get<{ items: readonly WireEvent[] }>(`/api/executions/${id}/events?limit=500`)
  return items
}

function findBusiest(workers: readonly FleetProcess[], started: readonly WireEvent[]): FleetProcess {
  const load = (worker: FleetProcess) => nodesOf(started, toWorkerId(worker)).size
  const [busiest] = workers.toSorted((a, b) => load(b) - load(a))
  if (busiest === undefined || load(busiest) === 0) throw new Error('No worker runs a node')
  return busiest
}

function nodesOf(started: readonly WireEvent[], workerId: string): Set<string> {
  return new Set(started.flatMap(({ data, node_id }) => (data.worker_id === workerId ? (node_id ?? []) : [])))
}

/** Which id it took is in the line that says that it is ready. */
function toWorkerId(worker: FleetProcess): string {
  return /^Heddle worker (\S+) is ready/m.exec(worker.output)?.[1] ?? ''
}
