import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { GraphStore } from '../../graph-view/graph-store.ts'
import { toGraph } from './core/to-graph.ts'
import { EditorActions } from './editor-actions.ts'
import { EditorSession } from './editor-session.ts'
import { GraphSession } from './graph-session.ts'

/** Both graphs have a node `a`. */
const nested: WorkflowDocument = {
  name: 'Whole',
  nodes: {
    a: { type: 'noop', position: { x: 400, y: 400 } },
    each: {
      type: 'map',
      position: { x: 0, y: 0 },
      params: { graph: { nodes: { a: { type: 'noop', position: { x: 8, y: 8 } } }, edges: [] } },
    },
  },
  edges: [{ source: 'a', target: 'each' }],
}

function open(document: WorkflowDocument) {
  const registry = new Map()
  const session = new GraphSession(new EditorSession(document))
  const store = new GraphStore()
  store.replace(toGraph(session.document, registry, []))
  return {
    session,
    store,
    actions: new EditorActions({ session, store, registry, canvas: { current: null } }),
  }
}

describe('arranging', () => {
  it('moves nothing in another graph that was opened while the layout was made', async () => {
    const { session, actions } = open(nested)
    const arranged = actions.arrange()
    session.show(['each'])
    await arranged
    expect(session.whole.document).toBe(nested)
  })
})

describe('deleting', () => {
  it.each([
    [['note/a'], 'Delete note'],
    [['note/a', 'note/b'], 'Delete 2 notes'],
    [['one', 'note/a', 'note/b'], 'Delete One'],
    [['one', 'two', 'note/a'], 'Delete 2 nodes'],
  ])('%j is called %s', (chosen, label) => {
    const { session, store, actions } = open({
      name: 'Noted',
      nodes: { one: { name: 'One', type: 'noop' }, two: { name: 'Two', type: 'noop' } },
      annotations: [{ id: 'a' }, { id: 'b' }],
    })
    store.select({ nodes: new Set(chosen), edge: null })
    actions.deleteChosen()
    expect(session.whole.history().past.at(-1)?.label).toBe(label)
  })
})
