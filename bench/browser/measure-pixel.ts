/** From the moment that a node's event was decided for its commit to the moment that its card shows the status. */
import type { Page } from '@playwright/test'
import { waitFor } from '../../server/src/testing/wait-for.ts'
import { waitingLanes } from '../load/workloads.ts'
import type { ApiClient } from '../product/api-client.ts'
import { percentile } from '../report/statistics.ts'
import type { SignedInBrowser } from './signed-in-browser.ts'

export interface PixelFigures {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly samples: number
  /** Completions that no card ever showed. */
  readonly unseen: number
}

interface EventRow {
  readonly type: string
  readonly node_id: string | null
  readonly timestamp: string
}

const workload = { lanes: 5, length: 40, durationMs: 80 }
/** The page has its stream and has drawn its first picture by then. */
const settleMs = 500

export async function measurePixel(browser: SignedInBrowser, api: ApiClient): Promise<PixelFigures> {
  const workflowId = await api.createWorkflow(waitingLanes(workload))
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.addInitScript(recordStatuses)
    // A first run shown in full, so that the second one meets warm code as a person's tab has it.
    await watchRun(page, api, await api.execute(workflowId))
    const executionId = await api.execute(workflowId)
    const seen = await watchRun(page, api, executionId)
    return compare(await listEvents(api, executionId), seen)
  } finally {
    await context.close()
  }
}

interface Seen {
  readonly watchedFrom: number
  /** Milliseconds since the epoch by node id and status. */
  readonly at: ReadonlyMap<string, number>
}

async function watchRun(page: Page, api: ApiClient, executionId: string): Promise<Seen> {
  await page.goto(`/executions/${executionId}`)
  await page.locator('.react-flow__node [data-status]').first().waitFor()
  const watchedFrom = Date.now() + settleMs
  await api.untilFinal(executionId)
  const total = workload.lanes * workload.length
  // Asked from outside: the page's own policy forbids text that is run as code.
  const countDone = () => page.locator('.react-flow__node [data-status="completed"]').count()
  await waitFor(async () => (await countDone()) >= total, { what: 'the last card to show its end' })
  const at = new Map(await page.evaluate<[string, number][]>('[...window.heddleSeen]'))
  return { watchedFrom, at }
}

function compare(events: readonly EventRow[], { watchedFrom, at }: Seen): PixelFigures {
  const latencies: number[] = []
  let unseen = 0
  for (const { type, node_id, timestamp } of events) {
    const committed = Date.parse(timestamp)
    const status = shownStatus[type]
    if (status === undefined || committed < watchedFrom) continue
    const shown = at.get(`${node_id} ${status}`)
    if (shown !== undefined) latencies.push(shown - committed)
    else if (status === 'completed') unseen += 1
  }
  const p50Ms = percentile(latencies, 0.5)
  return { p50Ms, p95Ms: percentile(latencies, 0.95), samples: latencies.length, unseen }
}

const shownStatus: Readonly<Record<string, string>> = { node_started: 'running', node_completed: 'completed' }

async function listEvents(api: ApiClient, executionId: string): Promise<EventRow[]> {
  const events: EventRow[] = []
  for (let after: number | null = 0; after !== null; ) {
    const path: string = `/api/executions/${executionId}/events?after=${after}&limit=500`
    const page: { items: readonly EventRow[]; next_after: number | null } = await api.get(path)
    events.push(...page.items)
    after = page.items.length === 0 ? null : page.next_after
  }
  return events
}

/** Runs in the page: notes when a card first shows each status. Its clock is this machine's. */
function recordStatuses(): void {
  const seen = new Map<string, number>()
  Object.assign(window, { heddleSeen: seen })
  const note = (mutations: readonly MutationRecord[]) => {
    const now = Date.now()
    for (const { target } of mutations) {
      if (!(target instanceof Element)) continue
      const status = target.getAttribute('data-status')
      const id = target.closest('.react-flow__node')?.getAttribute('data-id')
      const key = `${id} ${status}`
      if (status !== null && id !== undefined && !seen.has(key)) seen.set(key, now)
    }
  }
  new MutationObserver(note).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ['data-status'],
  })
}
