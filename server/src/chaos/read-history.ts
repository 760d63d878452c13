/** Reads all that REST tells of a chaos run: its executions, those of maps and sub-workflows included, and their events. */
import type { StubbornClient } from './stubborn-client.ts'
import type { RunHistory, WireEvent } from './wire-event.ts'

const PAGE = 500
/** Executions that are read at once. */
const ABREAST = 8

interface Item {
  readonly execution_id: string
  readonly workflow_id: string
  readonly status: string
  readonly trigger: string
  readonly completed_nodes: number
  readonly failed_nodes: number
}

/** How many executions have not ended, at most a page of them. */
export async function countLive(client: StubbornClient): Promise<number> {
  const { body } = await client.ask('GET', `/api/executions?status=pending,running,paused&limit=${PAGE}`)
  return (body as { items: readonly Item[] }).items.length
}

export async function readHistories(client: StubbornClient): Promise<RunHistory[]> {
  const items = await listExecutions(client)
  const histories: RunHistory[] = []
  for (let at = 0; at < items.length; at += ABREAST) {
    const some = items.slice(at, at + ABREAST)
    histories.push(...(await Promise.all(some.map((item) => readHistory(client, item)))))
  }
  return histories
}

async function listExecutions(client: StubbornClient): Promise<Item[]> {
  const found: Item[] = []
  let cursor = ''
  for (;;) {
    const path = `/api/executions?nested=true&limit=${PAGE}${cursor}`
    const { body } = await client.ask('GET', path)
    const page = body as { items: readonly Item[]; next_cursor: string | null }
    found.push(...page.items)
    if (page.next_cursor === null) return found
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`
  }
}

async function readHistory(client: StubbornClient, item: Item): Promise<RunHistory> {
  const { execution_id: executionId, workflow_id: workflowId, status } = item
  const events: WireEvent[] = []
  for (;;) {
    const path = `/api/executions/${executionId}/events?limit=${PAGE}&after=${events.at(-1)?.seq ?? 0}`
    const { body } = await client.ask('GET', path)
    const { items } = body as { items: readonly WireEvent[] }
    events.push(...items.map(toSmall))
    if (items.length < PAGE) break
  }
  const { completed_nodes: completedNodes, failed_nodes: failedNodes } = item
  const isRoot = item.trigger !== 'parent'
  return { executionId, workflowId, status, completedNodes, failedNodes, isRoot, events }
}

/** A long run has hundreds of thousands of events. */
function toSmall({ seq, type, node_id, attempt, timestamp }: WireEvent): WireEvent {
  return { seq, type, node_id, attempt, timestamp }
}
