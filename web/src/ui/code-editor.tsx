import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-editor-props.ts'
import { loadPart } from './load-part.ts'

/** CodeMirror is heavy: it arrives with the first editor that is drawn. */
const CodeEditorView = lazy(() =>
  loadPart(() => import('./code-editor-view.tsx')).then((module) => ({ default: module.CodeEditorView })),
)

const lineHeight = 18
const padding = 14

/** A field for code. Until the editor has arrived the text stands there already, in the same place. */
export function CodeEditor(props: CodeEditorProps) {
  const lines = Math.max(props.value.split('\n').length, props.minLines ?? 1)
  const height = Math.min(lines, props.maxLines ?? 16) * lineHeight + padding
  const waiting = (
    <pre
      data-arriving
      className="mono overflow-hidden rounded-md border border-line-strong bg-surface px-2 py-1.5 leading-[18px]"
      style={{ height }}
    >
      {props.value}
    </pre>
  )
  return (
    <Suspense fallback={waiting}>
      <CodeEditorView {...props} />
    </Suspense>
  )
}
