/** Keys that act anywhere in the editor, whatever has the focus. */
import { useShortcuts } from '../../app/use-shortcuts.ts'
import type { EditorParts } from './editor-context.ts'

interface EditorKeyTargets {
  readonly run: () => void
  readonly publish: () => void
}

export function useEditorKeys({ session, saver }: EditorParts, { run, publish }: EditorKeyTargets): void {
  useShortcuts({
    'Ctrl+Enter': run,
    'Ctrl+Shift+p': publish,
    'Ctrl+z': () => session.undo(),
    'Ctrl+Shift+z': () => session.redo(),
    'Ctrl+y': () => session.redo(),
    'Ctrl+s': () => void saver.flush(),
  })
}
