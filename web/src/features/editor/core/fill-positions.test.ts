import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { fillPositions } from './fill-positions.ts'

describe('filling positions', () => {
  it('leaves a document alone whose nodes all have their place', () => {
    const document: WorkflowDocument = { name: 'w', nodes: { a: { type: 'noop', position: { x: 3, y: 4 } } } }
    expect(fillPositions(document)).toBe(document)
  })

  it('lays out a document made elsewhere from top to bottom', () => {
    const after = fillPositions({
      name: 'w',
      nodes: { a: { type: 'noop' }, b: { type: 'noop' } },
      edges: [{ source: 'a', target: 'b' }],
    })
    expect([after.nodes.a?.position, after.nodes.b?.position]).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 96 },
    ])
  })

  it('puts nodes without a place below those that have one', () => {
    const after = fillPositions({
      name: 'w',
      nodes: { a: { type: 'noop', position: { x: 40, y: 0 } }, b: { type: 'noop' } },
    })
    expect(after.nodes.a?.position).toEqual({ x: 40, y: 0 })
    expect(after.nodes.b?.position).toEqual({ x: 40, y: 96 })
  })
})
