import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { describe, expect, it } from 'vitest'
import { toDetail, toGraph } from './to-graph.ts'

const http: NodeTypeDeclaration = {
  type: 'http',
  label: 'HTTP',
  group: 'Data',
  icon: 'globe',
  summary: '',
  docs: '',
  ports: ['success'],
  params: { type: 'object', properties: { method: { type: 'string', default: 'GET' } } },
  detail: '{method}',
}

describe('the document as a graph', () => {
  it('puts parameters or their defaults into the detail', () => {
    expect(toDetail(http, { method: 'POST' })).toBe('HTTP · POST')
    expect(toDetail(http, {})).toBe('HTTP · GET')
    expect(toDetail({ ...http, detail: '{nothing} ms' }, {})).toBe('HTTP')
  })

  it('keeps a node of an unknown type and says so', () => {
    const graph = toGraph({ name: 'w', nodes: { x: { type: 'legacy' } } }, new Map(), [])
    expect(graph.nodes[0]).toMatchObject({ id: 'x', name: 'x', unknown: true, detail: 'Unknown type' })
  })

  it('marks nodes by their worst problem and knows failure edges', () => {
    const problem = {
      path: '',
      nodeId: 'x',
      edgeIndex: null,
      code: 'PARAM_INVALID',
      message: '',
      mend: '',
    } as const
    const graph = toGraph(
      {
        name: 'w',
        nodes: { x: { type: 'http', triggerRule: 'any_failed' }, y: { type: 'http' } },
        edges: [{ source: 'x', target: 'y', port: 'failure', when: '' }],
      },
      new Map([['http', http]]),
      [
        { ...problem, severity: 'error' },
        { ...problem, severity: 'warning' },
      ],
    )
    expect(graph.nodes[0]).toMatchObject({
      mark: 'error',
      hasFailureEdge: true,
      triggerRuleLabel: 'any failed',
    })
    expect(graph.edges[0]).toMatchObject({ id: 'x>y>failure', port: 'failure', when: undefined })
  })
})
