import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findKeptDraft, keepDraft } from './kept-draft.ts'
import { openEditor } from './open-editor.ts'

const named = (name: string): WorkflowDocument => ({ name, nodes: {} })

function open(draft: WorkflowDocument, draftRevision: number) {
  const workflow = {
    workflowId: 'wf_1',
    draft,
    draftRevision,
    updatedAt: '2026-11-20T14:32:08Z',
    updatedBy: null,
  }
  return openEditor(workflow, [], { current: null })
}

describe('a draft that was kept on this device', () => {
  beforeEach(() => {
    const stored = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => void stored.set(key, text),
      removeItem: (key: string) => void stored.delete(key),
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is opened ahead of what the server has', () => {
    keepDraft('wf_1', { document: named('Two'), base: named('One'), revision: 1 })
    const { saver, session } = open(named('One'), 1)
    expect(session.document.name).toBe('Two')
    expect(saver.isSaved()).toBe(false)
  })

  it('is a conflict where the server has moved on', () => {
    keepDraft('wf_1', { document: named('Two'), base: named('One'), revision: 1 })
    expect(open(named('Theirs'), 2).saver.state().conflict?.current.name).toBe('Theirs')
  })

  it('is forgotten where the server took it after all, and is no conflict later', () => {
    keepDraft('wf_1', { document: named('Two'), base: named('One'), revision: 1 })
    open(named('Two'), 2)
    expect(findKeptDraft('wf_1')).toBeNull()
    expect(open(named('Theirs'), 3).saver.state().conflict).toBeNull()
  })
})
