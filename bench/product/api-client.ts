/** The public REST interface, asked as a well-behaved client does: a few kept-alive connections that take turns. */

import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { Pool } from 'undici'

export interface ExecutionReport {
  readonly execution_id: string
  readonly status: string
  readonly total_nodes: number
  readonly completed_nodes: number
  readonly created_at: string
  readonly completed_at: string | null
}

export interface ApiClient {
  /** Publishes a workflow and answers its id. */
  createWorkflow(document: WorkflowDocument): Promise<string>
  /** Answers the execution's id once its start is committed. */
  execute(workflowId: string): Promise<string>
  /** Answers when the execution is final; fails when it is not after a minute. */
  untilFinal(executionId: string): Promise<ExecutionReport>
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  getText(path: string): Promise<string>
  close(): Promise<void>
}

const connections = 32
const waitSeconds = 60

export function createApiClient(url: string, apiKey: string): ApiClient {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 70_000 })
  const authorization = `Bearer ${apiKey}`

  async function send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string> {
    const headers: Record<string, string> = { authorization }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const sent = body === undefined ? null : JSON.stringify(body)
    const answer = await pool.request({ method, path, headers, body: sent })
    const text = await answer.body.text()
    if (answer.statusCode >= 400)
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`)
    return text
  }
  async function get<T>(path: string): Promise<T> {
    return JSON.parse(await send('GET', path)) as T
  }

  return {
    get,
    post: async <T>(path: string, body: unknown) => JSON.parse(await send('POST', path, body)) as T,
    getText: (path) => send('GET', path),
    async createWorkflow(document) {
      const text = await send('POST', '/api/workflows', document)
      return (JSON.parse(text) as { workflow_id: string }).workflow_id
    },
    async execute(workflowId) {
      const text = await send('POST', `/api/workflows/${workflowId}/execute`, { input: {} })
      return (JSON.parse(text) as { execution_id: string }).execution_id
    },
    async untilFinal(executionId) {
      const report = await get<ExecutionReport>(
        `/api/executions/${executionId}?wait=${waitSeconds}&node_states=false`,
      )
      if (report.completed_at === null)
        throw new Error(`Execution ${executionId} is ${report.status} after ${waitSeconds} s`)
      return report
    },
    close: () => pool.close(),
  }
}
