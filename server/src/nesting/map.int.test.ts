import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { waitFor } from '../testing/wait-for.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

type Graph = Pick<WorkflowDocument, 'nodes' | 'edges'>

const double: Graph = { nodes: { work: { type: 'transform', params: { expression: 'item * 2' } } }, edges: [] }

function mapOver(graph: Graph, params: Record<string, unknown> = {}, node: object = {}): WorkflowDocument {
  return {
    name: 'Map',
    nodes: { each: { type: 'map', params: { items: '{{ input.items }}', graph, ...params }, ...node } },
    edges: [],
  }
}

async function run(document: WorkflowDocument, input: unknown) {
  return api.run(await api.createWorkflow(document), { input })
}

async function start(document: WorkflowDocument, input: unknown): Promise<string> {
  const id = await api.createWorkflow(document)
  const { body } = await api.call(`POST /api/workflows/${id}/execute`, { body: { input } })
  return body.execution_id
}

test('a map runs a graph for each item and collects in the order of the items', async () => {
  const items = [5, 3, 9, 1]
  const report = await run(mapOver(double), { items })
  expect(report).toMatchObject({ status: 'completed', output: [10, 6, 18, 2] })
})
