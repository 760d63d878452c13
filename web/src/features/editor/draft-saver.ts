/**
 * Keeps the draft on the server: debounced, one request at a time, never over somebody else's work. While the server
 * does not answer the draft is kept on this device and tried again.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { SaveProgress } from '../../ui/save-state.tsx'
import type { EditorSession } from './editor-session.ts'
import type { KeptDraft } from './kept-draft.ts'

export interface DraftConflict {
  readonly current: WorkflowDocument
  readonly currentRevision: number
  readonly updatedBy: string | null
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly revision: number; readonly at: Date }
  | { readonly kind: 'conflict'; readonly conflict: DraftConflict }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly text: string }

export interface DraftSaverPorts {
  save(document: WorkflowDocument, baseRevision: number): Promise<SaveOutcome>
  /** The copy on this device; null removes it. */
  keep(draft: KeptDraft | null): void
  readonly delayMs?: number
  readonly retryMs?: number
}

export interface DraftState {
  readonly progress: SaveProgress
  readonly conflict: DraftConflict | null
  readonly revision: number
  /** The document that the server had last, as far as this tab knows. */
  readonly saved: WorkflowDocument
}

export class DraftSaver {
  #state: DraftState
  #timer: ReturnType<typeof setTimeout> | null = null
  #running: Promise<void> | null = null
  #isOpen = false
  #session: EditorSession
  #ports: DraftSaverPorts
  readonly #listeners = new Set<() => void>()
  #savedAt: Date | null

  constructor(
    session: EditorSession,
    start: { revision: number; saved: WorkflowDocument; at: Date | null },
    ports: DraftSaverPorts,
  ) {
    this.#session = session
    this.#ports = ports
    this.#savedAt = start.at
    this.#state = {
      progress: { kind: 'saved', at: start.at },
      conflict: null,
      revision: start.revision,
      saved: start.saved,
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): DraftState => this.#state

  /**
   * Watches the session until the returned function is called, which saves what is left. Where the server does not
   * answer then, the copy on this device waits for who opens the workflow next: two that try again meet as rivals.
   */
  start(): () => void {
    this.#isOpen = true
    const stop = this.#session.subscribe(() => this.#changed())
    if (!this.isSaved()) this.#changed()
    const leave = () => {
      if (!this.isSaved()) this.#keepHere()
    }
    globalThis.addEventListener?.('pagehide', leave)
    return () => {
      stop()
      this.#isOpen = false
      globalThis.removeEventListener?.('pagehide', leave)
      if (!this.isSaved()) void this.flush()
    }
  }

  isSaved(): boolean {
    return this.#session.document === this.#state.saved
  }

  /** Saves now; true when the server has the present document afterwards. */
  async flush(): Promise<boolean> {
    this.#clearTimer()
    while (!this.isSaved() && this.#state.conflict === null) {
      this.#running ??= this.#save().finally(() => {
        this.#running = null
      })
      await this.#running
      if (this.#state.progress.kind === 'offline' || this.#state.progress.kind === 'failed') return false
    }
    return this.isSaved()
  }

  /**
   * Ends a conflict with this document, mine or a merged one: the next save goes over theirs, knowingly. Theirs stays
   * a step of the history, so that undo still finds it.
   */
  async keep(document: WorkflowDocument, label: string): Promise<void> {
    if (!this.#endConflict()) return
    this.#session.edit(() => this.#state.saved, { label: 'Their draft' })
    this.#session.edit(() => document, { label })
    await this.flush()
  }

  /** Ends a conflict by taking over theirs as one step that can be undone. */
  takeTheirs(): void {
    if (!this.#endConflict()) return
    this.#ports.keep(null)
    this.#session.edit(() => this.#state.saved, { label: 'Take over their draft' })
  }

  #endConflict(): boolean {
    const { conflict } = this.#state
    if (!conflict) return false
    this.#set({
      conflict: null,
      revision: conflict.currentRevision,
      saved: conflict.current,
      progress: { kind: 'saved', at: null },
    })
    return true
  }

  /** A conflict found before any save: this device kept changes that the server's draft has moved past. */
  meetConflict(conflict: DraftConflict): void {
    this.#set({ conflict, progress: { kind: 'conflict', text: 'Changed elsewhere' } })
  }

  #changed(): void {
    this.#clearTimer()
    if (this.#state.conflict !== null) {
      this.#keepHere()
      return
    }
    if (this.isSaved()) {
      this.#ports.keep(null)
      this.#set({ progress: { kind: 'saved', at: this.#savedAt } })
      return
    }
    if (this.#state.progress.kind === 'offline') this.#keepHere()
    else if (this.#running === null) this.#set({ progress: { kind: 'unsaved' } })
    this.#later(this.#ports.delayMs ?? 800)
  }

  async #save(): Promise<void> {
    const document = this.#session.document
    if (this.#state.progress.kind !== 'offline') this.#set({ progress: { kind: 'saving' } })
    const outcome = await this.#ports.save(document, this.#state.revision)
    if (outcome.kind === 'saved') {
      this.#ports.keep(null)
      this.#savedAt = outcome.at
      this.#set({ revision: outcome.revision, saved: document, progress: { kind: 'saved', at: outcome.at } })
      if (!this.isSaved()) this.#changed()
    } else if (outcome.kind === 'conflict') {
      this.#keepHere()
      this.#set({ conflict: outcome.conflict, progress: { kind: 'conflict', text: 'Changed elsewhere' } })
    } else if (outcome.kind === 'unreachable') {
      this.#keepHere()
      this.#set({ progress: { kind: 'offline' } })
      if (this.#isOpen) this.#later(this.#ports.retryMs ?? 4000)
    } else {
      this.#keepHere()
      this.#set({ progress: { kind: 'failed', text: outcome.text } })
      // What was refused is not what stands here any more.
      if (this.#session.document !== document) this.#later(this.#ports.delayMs ?? 800)
    }
  }

  #keepHere(): void {
    this.#ports.keep({
      document: this.#session.document,
      base: this.#state.saved,
      revision: this.#state.revision,
    })
  }

  #later(delayMs: number): void {
    this.#clearTimer()
    this.#timer = setTimeout(() => void this.flush(), delayMs)
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #set(part: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}
