import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { describe, expect, it } from 'vitest'
import { toGraph } from './to-graph.ts'

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

  it('draws what runs for each item of a list as a stack', () => {
    const params = { type: 'object', properties: { graph: { type: 'object', 'x-heddle': { graph: true } } } }
    const types = new Map([
      ['http', http],
      ['map', { ...http, type: 'map', params }],
    ])
    const graph = toGraph({ name: 'w', nodes: { x: { type: 'map' }, y: { type: 'http' } } }, types, [])
    expect(graph.nodes.map(({ isStack }) => isStack)).toEqual([true, undefined])
  })

  it('gives a node the ports that its parameters name', () => {
    const branch = { ...http, ports: [], portsFrom: [{ param: 'cases', each: 'port' }] }
    const params = { cases: [{ port: 'large' }, { port: 'small' }] }
    const nodes = { x: { type: 'branch', params }, y: { type: 'branch' } }
    const graph = toGraph({ name: 'w', nodes }, new Map([['branch', branch]]), [])
    expect(graph.nodes.map(({ ports }) => ports)).toEqual([['large', 'small'], ['success']])
  })
})
