import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { describe, expect, it } from 'vitest'
import { toRunGraph } from './run-graph.ts'

const http: NodeTypeDeclaration = {
  type: 'http',
  label: 'HTTP',
  group: 'Web',
  icon: 'globe',
  summary: '',
  docs: '',
  ports: ['success'],
  params: { type: 'object', properties: { method: { type: 'string', default: 'GET' } } },
  detail: '{method}',
}
const types = new Map([['http', http]])

function graphOf(document: WorkflowDocument) {
  return toRunGraph(document, compilePlan(document), types)
}

describe('the graph of a run', () => {
  it('shows a node by its type, with a parameter or its default as the detail', () => {
    const { nodes } = graphOf({
      name: 'x',
      nodes: { a: { type: 'http' }, b: { type: 'http', params: { method: 'POST' } } },
    })
    expect(nodes.map(({ detail, icon, status }) => [detail, icon, status])).toEqual([
      ['HTTP · GET', 'globe', 'pending'],
      ['HTTP · POST', 'globe', 'pending'],
    ])
  })

  it('keeps the positions of the document, and lays the graph out where one is missing', () => {
    const edges = [{ source: 'a', target: 'b' }]
    const at = (x: number, y: number) => ({ type: 'http', position: { x, y } })
    expect(graphOf({ name: 'x', nodes: { a: at(5, 6), b: at(7, 8) }, edges }).nodes[1]?.position).toEqual({
      x: 7,
      y: 8,
    })
    const laidOut = graphOf({ name: 'x', nodes: { a: at(5, 6), b: { type: 'http' } }, edges }).nodes
    expect(laidOut[1]?.position.y).toBeGreaterThan(laidOut[0]?.position.y ?? 0)
  })

  it('draws ports that only an edge names, and says which rule is not the usual one', () => {
    const { nodes } = graphOf({
      name: 'x',
      nodes: { a: { type: 'http' }, b: { type: 'http', triggerRule: 'all_done' } },
      edges: [
        { source: 'a', target: 'b', port: 'late' },
        { source: 'a', target: 'b', port: 'failure' },
      ],
    })
    expect(nodes[0]).toMatchObject({ ports: ['success', 'late'], hasFailureEdge: true })
    expect(nodes[1]?.triggerRuleLabel).toBe('all done')
  })

  it('marks types that this product does not know', () => {
    const { nodes } = graphOf({ name: 'x', nodes: { a: { type: 'legacy' } } })
    expect(nodes[0]).toMatchObject({ unknown: true, detail: 'Unknown type', typeLabel: 'legacy' })
  })

  it('leaves out notes and groups that cannot be drawn', () => {
    const graph = graphOf({
      name: 'x',
      nodes: { a: { type: 'http' } },
      annotations: [{ id: 'n', text: 'Before 02:15', position: { x: 1, y: 2 } }, { text: 3 }],
      groups: [
        { id: 'g', name: 'Both', members: ['a', 'gone'] },
        { id: 'h', members: ['gone'] },
      ],
    })
    expect(graph.notes.map(({ id }) => id)).toEqual(['n'])
    expect(graph.groups).toEqual([{ id: 'g', name: 'Both', members: ['a'] }])
  })
})
