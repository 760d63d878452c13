/**
 * Whether a big execution starves small ones: the latency of small executions that come at a steady pace, alone and
 * beside one of 16,000 nodes.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { diamond, fanOf } from '../load/workloads.ts'
import { untilOver } from '../measures/until-over.ts'
import { closeOnce } from '../open-resources.ts'
import { type ApiClient, createApiClient, type ExecutionReport } from '../product/api-client.ts'
import type { Collector } from '../report/collector.ts'
import type { FigureName } from '../report/figures.ts'
import { formatNumber } from '../report/format-report.ts'
import { percentile } from '../report/statistics.ts'
import { concurrency } from './bench-fleet.ts'
import type { FleetPartsInput } from './fleet-parts.ts'

const bigWidth = 16_000
/** Long enough that slots are what is scarce, and not the processor. */
const nodeMs = 50
const paceMs = 50
const samples = 60
/** The big one has filled every slot and every queue by then. */
const underWayNodes = 500
const workers = 2
const head = ['small beside big', 'nodes', 'alone, p50', 'p95', 'beside, p50', 'p95', 'times alone', 'seen']

type Kind = 'wait' | 'noop'

const kinds: readonly { kind: Kind; words: string }[] = [
  { kind: 'noop', words: 'do nothing' },
  // Last: it is cancelled, and what it had queued is worked off for a while.
  { kind: 'wait', words: `take ${nodeMs} ms` },
]

export async function runFairness({ bench, collector }: FleetPartsInput): Promise<void> {
  const rows: string[][] = []
  await bench.setWorkers(workers)
  await measureOn(bench.api, { place: `fleet, ${workers} workers`, figure: 'fleetFair', collector, rows })
  const product = await startProduct({ env: { HEDDLE_CONCURRENCY: String(concurrency) } })
  const api = createApiClient(product.url, product.apiKey)
  const close = closeOnce(async () => {
    await api.close()
    await product.dispose()
  })
  await measureOn(api, { place: 'one process', figure: 'embeddedFair', collector, rows }).finally(close)
  collector.addTable({ head, rows })
}

async function measureOn(
  api: ApiClient,
  to: { place: string; figure: FigureName; collector: Collector; rows: string[][] },
): Promise<void> {
  await to.collector.attempt([to.figure], async () => {
    for (const { kind, words } of kinds) {
      const { alone, beside } = await measureFairness(api, kind)
      const ratio = percentile(beside, 0.95) / percentile(alone, 0.95)
      if (kind === 'wait') to.collector.set(to.figure, ratio)
      const figures = [alone, beside].flatMap((times) =>
        [0.5, 0.95].map((share) => `${formatNumber(percentile(times, share))} ms`),
      )
      to.rows.push([to.place, words, ...figures, `${formatNumber(ratio)} x`, formatNumber(beside.length)])
    }
  })
}

async function measureFairness(api: ApiClient, kind: Kind): Promise<{ alone: number[]; beside: number[] }> {
  const small = await api.createWorkflow(withNodes(diamond(), kind))
  const big = await api.createWorkflow(withNodes(fanOf(bigWidth), kind))
  for (let warmUp = 0; warmUp < 10; warmUp += 1) await timeOne(api, small)
  const alone = await timeAtPace(api, { small, goOn: () => true })
  const id = await api.execute(big)
  const state = { isOver: false }
  const over = untilOver(api, id).then((report) => {
    state.isOver = true
    return report
  })
  await untilUnderWay(api, id)
  const beside = await timeAtPace(api, { small, goOn: () => !state.isOver })
  // What it would do without company is of no interest.
  if (kind === 'wait' && !state.isOver) await api.post(`/api/executions/${id}/cancel`, {})
  const { status } = await over
  if (status === 'failed') throw new Error('The big execution failed')
  return { alone, beside }
}

/** What was still running when the big one ended counts too: it began beside it. */
async function timeAtPace(
  api: ApiClient,
  { small, goOn }: { small: string; goOn: () => boolean },
): Promise<number[]> {
  const runs: Promise<number>[] = []
  const begin = performance.now()
  while (runs.length < samples && goOn()) {
    runs.push(timeOne(api, small))
    await pause(Math.max(0, begin + runs.length * paceMs - performance.now()))
  }
  return Promise.all(runs)
}

async function timeOne(api: ApiClient, workflowId: string): Promise<number> {
  const begin = performance.now()
  const report = await api.untilFinal(await api.execute(workflowId))
  if (report.status !== 'completed') throw new Error(`A small execution ended ${report.status}`)
  return performance.now() - begin
}

async function untilUnderWay(api: ApiClient, id: string): Promise<void> {
  for (;;) {
    const report = await api.get<ExecutionReport>(`/api/executions/${id}?node_states=false`)
    if (report.completed_nodes >= underWayNodes || report.completed_at !== null) return
    await pause(20)
  }
}

function withNodes(document: WorkflowDocument, kind: Kind): WorkflowDocument {
  const node = kind === 'noop' ? { type: 'noop' } : { type: 'wait', params: { durationMs: nodeMs } }
  return {
    ...document,
    nodes: Object.fromEntries(Object.keys(document.nodes).map((id) => [id, node])),
  }
}
