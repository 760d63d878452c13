import { expect, test } from 'vitest'
import { patchNode } from './core/edit-document.ts'
import { EditorSession } from './editor-session.ts'
import { GraphSession } from './graph-session.ts'

function open() {
  const graph = { nodes: { a: { type: 'noop' } }, edges: [] }
  return new GraphSession(
    new EditorSession({ name: 'Whole', nodes: { each: { type: 'map', params: { graph } } } }),
  )
}

const rename = (id: string, name: string, session: GraphSession) =>
  session.edit((graph) => patchNode(graph, id, { name }), { label: 'Rename', mergeKey: name })

test('one history holds the edits of all graphs, and undo shows where each was made', () => {
  const session = open()
  rename('each', 'Each file', session)
  session.show(['each'])
  rename('a', 'Inner', session)
  session.show([])
  session.undo()
  expect(session.place).toEqual(['each'])
  expect(session.document.nodes.a?.name).toBeUndefined()
  session.undo()
  expect(session.place).toEqual([])
  expect(session.document.nodes.each?.name).toBeUndefined()
  session.redo()
  session.redo()
  expect(session.place).toEqual(['each'])
  expect(session.document.nodes.a?.name).toBe('Inner')
  expect(session.whole.document.nodes.each).toMatchObject({
    name: 'Each file',
    params: { graph: { nodes: { a: { name: 'Inner' } } } },
  })
})

test('the graph outside is shown where the one inside is gone', () => {
  const session = open()
  session.show(['each'])
  session.whole.edit((document) => ({ ...document, nodes: {} }), { label: 'Remove' })
  expect(session.place).toEqual([])
  expect(session.document).toBe(session.whole.document)
})

test('a graph with a field that is no number yet stays shown', () => {
  const session = open()
  session.show(['each'])
  session.edit((graph) => patchNode(graph, 'a', { timeoutSeconds: 'soon' as unknown as number }), {
    label: 'Set the timeout',
  })
  expect(session.place).toEqual(['each'])
})

test('listeners hear of the place and of the document, until they go', () => {
  const session = open()
  let heard = 0
  const stop = session.subscribe(() => {
    heard += 1
  })
  session.show(['each'])
  rename('a', 'Inner', session)
  expect(heard).toBe(2)
  stop()
  session.show([])
  expect(heard).toBe(2)
})
