import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftSaver, type SaveOutcome } from './draft-saver.ts'
import { EditorSession } from './editor-session.ts'
import type { KeptDraft } from './kept-draft.ts'

const start: WorkflowDocument = { name: 'One', nodes: {} }
const at = new Date('2026-11-20T14:32:08Z')

function startSaver(outcomes: (SaveOutcome | Promise<SaveOutcome>)[]) {
  const session = new EditorSession(start)
  const sent: { name: string; base: number }[] = []
  const kept: (KeptDraft | null)[] = []
  const saver = new DraftSaver(
    session,
    { revision: 1, saved: start, at: null },
    {
      save: async (document, base) => {
        sent.push({ name: document.name, base })
        return (await outcomes.shift()) ?? { kind: 'unreachable' }
      },
      keep: (draft) => kept.push(draft),
    },
  )
  const rename = (name: string) => session.edit((document) => ({ ...document, name }), { label: 'Rename' })
  return { session, saver, sent, kept, rename, stop: saver.start() }
}

describe('saving the draft', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('waits for a pause in typing and saves once, with the revision it began from', async () => {
    const { saver, sent, rename } = startSaver([{ kind: 'saved', revision: 2, at }])
    rename('Tw')
    await vi.advanceTimersByTimeAsync(500)
    rename('Two')
    await vi.advanceTimersByTimeAsync(799)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toEqual([{ name: 'Two', base: 1 }])
    expect(saver.state()).toMatchObject({ revision: 2, progress: { kind: 'saved', at } })
  })

  it('saves again, after the answer, what was typed meanwhile', async () => {
    const first = Promise.withResolvers<SaveOutcome>()
    const { saver, sent, rename } = startSaver([first.promise, { kind: 'saved', revision: 3, at }])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    rename('Three')
    await vi.advanceTimersByTimeAsync(5000)
    expect(sent).toHaveLength(1)
    first.resolve({ kind: 'saved', revision: 2, at })
    await vi.advanceTimersByTimeAsync(1000)
    expect(sent).toEqual([
      { name: 'Two', base: 1 },
      { name: 'Three', base: 2 },
    ])
    expect(saver.isSaved()).toBe(true)
  })

  it('keeps the draft on this device while the server does not answer, and tries again', async () => {
    const { saver, kept, rename } = startSaver([{ kind: 'unreachable' }, { kind: 'saved', revision: 2, at }])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    expect(saver.state().progress.kind).toBe('offline')
    expect(kept.at(-1)).toMatchObject({ document: { name: 'Two' }, base: { name: 'One' }, revision: 1 })
    await vi.advanceTimersByTimeAsync(4000)
    expect(saver.state().progress.kind).toBe('saved')
    expect(kept.at(-1)).toBeNull()
  })

  const theirs = {
    kind: 'conflict',
    conflict: { current: { name: 'Theirs', nodes: {} }, currentRevision: 9, updatedBy: 'Ines' },
  } as const

  it('stops at a conflict and sends nothing more until it is decided', async () => {
    const { saver, sent, rename } = startSaver([theirs])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    rename('Three')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(saver.state().conflict?.current.name).toBe('Theirs')
  })

  it('keeping mine saves over the revision that was shown, and undo still finds theirs', async () => {
    const { saver, session, sent, rename } = startSaver([theirs, { kind: 'saved', revision: 10, at }])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    await saver.keep(session.document, 'Keep mine')
    expect(sent.at(-1)).toEqual({ name: 'Two', base: 9 })
    expect(saver.state().conflict).toBeNull()
    session.undo()
    expect(session.document.name).toBe('Theirs')
  })

  it('taking theirs can be undone, and then counts as unsaved again', async () => {
    const { saver, session, rename } = startSaver([theirs])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    saver.takeTheirs()
    expect(session.document.name).toBe('Theirs')
    expect(saver.isSaved()).toBe(true)
    session.undo()
    expect(saver.isSaved()).toBe(false)
  })

  it('keeps on this device what is edited while a conflict is open', async () => {
    const { kept, rename } = startSaver([theirs])
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    rename('Three')
    expect(kept.at(-1)).toMatchObject({ document: { name: 'Three' }, base: { name: 'One' }, revision: 1 })
  })

  it('saves what was mended while the answer to a refused draft was on its way', async () => {
    const first = Promise.withResolvers<SaveOutcome>()
    const { saver, sent, rename } = startSaver([first.promise, { kind: 'saved', revision: 2, at }])
    rename('Too much')
    await vi.advanceTimersByTimeAsync(800)
    rename('Two')
    await vi.advanceTimersByTimeAsync(800)
    first.resolve({ kind: 'refused', text: 'Not saved: too large' })
    await vi.advanceTimersByTimeAsync(800)
    expect(sent.at(-1)).toEqual({ name: 'Two', base: 1 })
    expect(saver.state().progress.kind).toBe('saved')
  })

  it('leaves a draft that no server took to who opens the workflow next', async () => {
    const { sent, kept, rename, stop } = startSaver([{ kind: 'unreachable' }])
    rename('Two')
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(kept.at(-1)).toMatchObject({ document: { name: 'Two' } })
  })

  it('saves what is left when the editor closes', async () => {
    const { sent, rename, stop } = startSaver([{ kind: 'saved', revision: 2, at }])
    rename('Two')
    stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toEqual([{ name: 'Two', base: 1 }])
  })
})
