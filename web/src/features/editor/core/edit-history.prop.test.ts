import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addNode,
  connect,
  moveParts,
  patchNode,
  removeParts,
  renameNodeId,
  setParam,
} from './edit-document.ts'
import { type EditHistory, recordEdit, redoEdit, startHistory, undoEdit } from './edit-history.ts'

type Edit = (document: WorkflowDocument) => WorkflowDocument

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const point = fc.record({ x: fc.integer({ min: -400, max: 400 }), y: fc.integer({ min: -400, max: 400 }) })
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(id, point).map(
    ([node, position]): Edit =>
      (d) =>
        addNode(d, { id: node, type: 'noop', name: node, position }),
  ),
  fc.tuple(id, id).map(
    ([source, target]): Edit =>
      (d) =>
        connect(d, { source, port: 'success', target }),
  ),
  fc.tuple(id, point).map(
    ([node, at]): Edit =>
      (d) =>
        moveParts(d, [[node, at]]),
  ),
  id.map(
    (node): Edit =>
      (d) =>
        removeParts(d, { nodes: new Set([node]) }),
  ),
  fc.tuple(id, fc.string()).map(
    ([node, name]): Edit =>
      (d) =>
        patchNode(d, node, { name }),
  ),
  fc.tuple(id, fc.string()).map(
    ([node, value]): Edit =>
      (d) =>
        setParam(d, node, { name: 'p', value }),
  ),
  fc.tuple(id, id).map(
    ([from, to]): Edit =>
      (d) =>
        renameNodeId(d, from, to),
  ),
)
const empty: WorkflowDocument = { name: 'w', nodes: {}, edges: [] }

function apply(edits: readonly Edit[]): EditHistory<WorkflowDocument>[] {
  const histories = [startHistory(empty)]
  for (const change of edits) {
    const last = histories.at(-1) ?? startHistory(empty)
    const next = recordEdit(last, change(last.present), { label: 'edit', now: 0 })
    if (next !== last) histories.push(next)
  }
  return histories
}

describe('undo and redo', () => {
  it('undo returns through every document that was, redo comes back to the last', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const histories = apply(edits)
        let history = histories.at(-1) ?? startHistory(empty)
        const last = history.present
        for (const before of histories.slice(0, -1).toReversed()) {
          history = undoEdit(history)
          expect(history.present).toBe(before.present)
        }
        expect(undoEdit(history)).toBe(history)
        for (let n = 1; n < histories.length; n += 1) history = redoEdit(history)
        expect(history.present).toBe(last)
        expect(redoEdit(history)).toBe(history)
      }),
    )
  })

  it('an edit after undo forgets what could be redone', () => {
    let history = recordEdit(startHistory('one'), 'two', { label: 'a', now: 0 })
    history = recordEdit(undoEdit(history), 'three', { label: 'b', now: 1 })
    expect(redoEdit(history).present).toBe('three')
    expect(undoEdit(history).present).toBe('one')
  })

  it('merges typing in one field into one step, and not after a pause', () => {
    const typed = (now: number) => ({ label: 'Rename', mergeKey: 'name', now })
    let history = recordEdit(startHistory('a'), 'ab', typed(0))
    history = recordEdit(history, 'abc', typed(300))
    expect(undoEdit(history).present).toBe('a')
    history = recordEdit(history, 'abcd', typed(60_000))
    expect(undoEdit(history).present).toBe('abc')
  })
})
