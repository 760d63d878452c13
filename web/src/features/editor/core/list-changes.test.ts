import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { listChanges } from './list-changes.ts'

const before: WorkflowDocument = {
  name: 'w',
  nodes: {
    a: { type: 'http', name: 'Fetch', params: { url: 'x', method: 'GET' }, position: { x: 0, y: 0 } },
    b: { type: 'noop', name: 'Gone' },
  },
  edges: [{ source: 'a', target: 'b' }],
}

describe('listing changes', () => {
  it('names added, removed and changed parts and counts moves once', () => {
    const after: WorkflowDocument = {
      name: 'w2',
      nodes: {
        a: { type: 'http', name: 'Fetch', params: { url: 'y', method: 'GET' }, position: { x: 8, y: 0 } },
        c: { type: 'noop', name: 'New' },
      },
      edges: [{ source: 'a', target: 'c' }],
    }
    expect(listChanges(before, after).map(({ kind, subject, fields }) => [kind, subject, ...fields])).toEqual(
      [
        ['changed', 'Fetch', 'params.url'],
        ['added', 'New'],
        ['removed', 'Gone'],
        ['added', 'Fetch to New'],
        ['removed', 'Fetch to Gone'],
        ['changed', 'Workflow', 'name'],
        ['changed', '1 node moved'],
      ],
    )
  })

  it('finds nothing between equal documents, whatever the order of keys', () => {
    const { nodes, ...rest } = structuredClone(before)
    expect(listChanges(before, { ...rest, nodes })).toEqual([])
  })
})
