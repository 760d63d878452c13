import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { copyNodes, pasteNodes } from './clipboard-text.ts'

const document: WorkflowDocument = {
  name: 'w',
  nodes: {
    a: { type: 'noop', name: 'A', position: { x: 100, y: 40 } },
    b: { type: 'noop', name: 'B', position: { x: 100, y: 136 } },
    c: { type: 'noop' },
  },
  edges: [
    { source: 'a', target: 'b', when: 'true' },
    { source: 'b', target: 'c' },
  ],
}

describe('copy and paste', () => {
  it('pastes copied nodes under fresh ids and names with the edges between them', () => {
    const pasted = pasteNodes(document, copyNodes(document, new Set(['a', 'b'])) ?? '', { x: 0, y: 0 })
    expect(pasted?.nodeIds).toEqual(['a_2', 'b_2'])
    expect(pasted?.document.nodes.a_2).toEqual({ type: 'noop', name: 'A 2', position: { x: 0, y: 0 } })
    expect(pasted?.document.nodes.b_2?.position).toEqual({ x: 0, y: 96 })
    expect(pasted?.document.edges?.slice(2)).toEqual([{ source: 'a_2', target: 'b_2', when: 'true' }])
  })

  it('takes a whole workflow document as its nodes', () => {
    const pasted = pasteNodes({ name: 'x', nodes: {} }, JSON.stringify(document), { x: 0, y: 0 })
    expect(pasted?.nodeIds).toEqual(['a', 'b', 'c'])
  })

  it.each(['', 'plain words', '{"nodes":{}}', 'null', '[1]', '{"nodes":{"a":{}}}'])(
    'leaves %j alone',
    (text) => {
      expect(pasteNodes(document, text, { x: 0, y: 0 })).toBeNull()
    },
  )

  it('copies nothing when nothing is chosen', () => {
    expect(copyNodes(document, new Set())).toBeNull()
  })
})
