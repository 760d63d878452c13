import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { mergeDocuments } from './merge-documents.ts'

const base: WorkflowDocument = {
  name: 'w',
  nodes: { a: { type: 'noop', name: 'A' }, b: { type: 'noop', name: 'B' } },
  edges: [{ source: 'a', target: 'b' }],
}

describe('merging two drafts', () => {
  it('takes changes of different nodes, edges and fields together', () => {
    const mine = { ...base, nodes: { ...base.nodes, a: { type: 'noop', name: 'Mine' } } }
    const theirs: WorkflowDocument = {
      ...base,
      description: 'Theirs',
      nodes: { ...base.nodes, c: { type: 'noop' } },
      edges: [...(base.edges ?? []), { source: 'b', target: 'c' }],
    }
    expect(mergeDocuments({ base, mine, theirs })).toEqual({
      ...theirs,
      nodes: { ...theirs.nodes, a: { type: 'noop', name: 'Mine' } },
    })
  })

  it('keeps what one side removed and the other left alone', () => {
    const mine: WorkflowDocument = { ...base, nodes: { a: { type: 'noop', name: 'A' } }, edges: [] }
    const theirs = { ...base, name: 'theirs' }
    expect(mergeDocuments({ base, mine, theirs })).toEqual({ ...mine, name: 'theirs' })
  })

  it('takes the same change of both once', () => {
    const both = { ...base, name: 'same' }
    expect(mergeDocuments({ base, mine: both, theirs: structuredClone(both) })).toEqual(both)
  })

  it.each([
    ['changed the same node', { nodes: { ...base.nodes, a: { type: 'noop', name: 'Mine' } } }],
    ['deleted what the other changed', { nodes: { b: { type: 'noop', name: 'B' } }, edges: [] }],
  ] as [string, Partial<WorkflowDocument>][])('leaves the choice to people when both %s', (_what, change) => {
    const theirs = { ...base, nodes: { ...base.nodes, a: { type: 'noop', name: 'Theirs' } } }
    expect(mergeDocuments({ base, mine: { ...base, ...change }, theirs })).toBeNull()
  })

  it('leaves the choice to people when one deleted a node that the other connected', () => {
    const mine: WorkflowDocument = { ...base, nodes: { a: { type: 'noop', name: 'A' } }, edges: [] }
    const theirs: WorkflowDocument = {
      ...base,
      edges: [...(base.edges ?? []), { source: 'a', target: 'b', port: 'failure' }],
    }
    expect(mergeDocuments({ base, mine, theirs })).toBeNull()
  })
})
