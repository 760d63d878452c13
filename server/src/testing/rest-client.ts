/** Speaks REST to a started product, as a program of somebody else would. */
import { waitFor } from './wait-for.ts'

export interface ExecutionReport {
  readonly execution_id: string
  readonly status: string
  readonly last_seq: number
  readonly completed_nodes: number
  readonly node_states: readonly {
    readonly node_id: string
    readonly status: string
    readonly attempt: number
  }[]
}

export interface EventReport {
  readonly seq: number
  readonly type: string
  readonly node_id: string | null
  readonly attempt: number | null
}

export interface RestClient {
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** Publishes the document and starts it; answers the execution's id. */
  run(document: object, input?: object): Promise<string>
  untilFinal(executionId: string, deadlineMs?: number): Promise<ExecutionReport>
  allEvents(executionId: string): Promise<EventReport[]>
}

export function createRestClient(product: { readonly url: string; readonly apiKey: string }): RestClient {
  const request = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(product.url + path, {
      method,
      headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await request(method, path, body)
    if (answer.status >= 400)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  return {
    request,
    async run(document, input = {}) {
      const { workflow_id } = await ask<{ workflow_id: string }>('POST', '/api/workflows', document)
      const path = `/api/workflows/${workflow_id}/execute`
      return (await ask<{ execution_id: string }>('POST', path, { input })).execution_id
    },
    untilFinal: (executionId, deadlineMs = 60_000) =>
      waitFor(
        async () => {
          const report = await ask<ExecutionReport>('GET', `/api/executions/${executionId}?wait=5`)
          return ['completed', 'failed', 'cancelled'].includes(report.status) ? report : null
        },
        { deadlineMs, what: `execution ${executionId} to end` },
      ),
    async allEvents(executionId) {
      const events: EventReport[] = []
      for (;;) {
        const path = `/api/executions/${executionId}/events?limit=500&after=${events.at(-1)?.seq ?? 0}`
        const { items } = await ask<{ items: EventReport[] }>('GET', path)
        if (items.length === 0) return events
        events.push(...items)
      }
    },
  }
}
