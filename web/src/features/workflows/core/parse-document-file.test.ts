import { describe, expect, it } from 'vitest'
import { parseDocumentFile } from './parse-document-file.ts'

describe('a chosen file', () => {
  it('becomes a document with everything it holds', () => {
    const document = { name: 'A', nodes: { n: { type: 'noop', own: 1 } }, edges: [], more: true }
    expect(parseDocumentFile(JSON.stringify(document))).toEqual({ ok: true, document })
  })

  it.each([
    ['is no JSON', '{\n  "name": }', /not valid JSON/],
    ['is a list', '[]', /holds no object/],
    ['has no name', '{"nodes":{}}', /no name/],
    ['has too long a name', `{"name":"${'A'.repeat(201)}","nodes":{}}`, /more than 200 characters/],
    ['has no nodes', '{"name":"A"}', /no nodes/],
    ['has a node without a type', '{"name":"A","nodes":{"split":{}}}', /split has no type/],
    ['has edges that are no list', '{"name":"A","nodes":{},"edges":{}}', /edges are not a list/],
  ])('is refused when it %s', (_, text, problem) => {
    const parsed = parseDocumentFile(text)
    expect(parsed.ok ? '' : parsed.problem).toMatch(problem)
  })
})
