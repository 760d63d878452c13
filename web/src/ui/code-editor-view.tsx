import {
  autocompletion,
  type CompletionContext,
  closeBrackets,
  closeCompletion,
  currentCompletions,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { type RefObject, useEffect, useRef } from 'react'
import { cx } from './class-names.ts'
import type { CodeCompletion, CodeEditorProps } from './code-editor-props.ts'
import { codeLanguage } from './code-language.ts'
import { codeTheme } from './code-theme.ts'

const lineHeight = 18

/** The editor itself. Tab leaves it, so that nobody is caught in it; Ctrl ] and Ctrl [ indent. */
export function CodeEditorView(props: CodeEditorProps) {
  const { value, language, readOnly = false, minLines = 1, maxLines = 16, fill = false } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  latest.current = props
  const options = useRef({ language: new Compartment(), readOnly: new Compartment() })

  useEffect(() => {
    if (host.current === null) return
    const { language: languageSlot, readOnly: readOnlySlot } = options.current
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          languageSlot.of(codeLanguage(latest.current.language)),
          readOnlySlot.of(EditorState.readOnly.of(latest.current.readOnly ?? false)),
          ...fixedExtensions(latest),
        ],
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  useEffect(() => {
    const editor = view.current
    if (editor === null || editor.state.doc.toString() === value) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
  }, [value])
  useEffect(() => {
    view.current?.dispatch({ effects: options.current.language.reconfigure(codeLanguage(language)) })
  }, [language])
  useEffect(() => {
    const change = options.current.readOnly.reconfigure(EditorState.readOnly.of(readOnly))
    view.current?.dispatch({ effects: change })
  }, [readOnly])
  useMarkers(view, props)

  const height = fill
    ? { height: '100%' }
    : { minHeight: minLines * lineHeight + 14, maxHeight: maxLines * lineHeight + 14 }
  return (
    <div
      className={cx(
        'field-frame overflow-auto',
        // Filling its place, the ring has no room outside.
        fill ? '-outline-offset-2!' : 'rounded-md border',
        props.invalid ? 'border-st-failed' : 'border-line-strong',
        readOnly ? 'bg-bg' : 'bg-surface',
        fill && '[&_.cm-editor]:h-full',
        props.className,
      )}
      ref={host}
      style={height}
    />
  )
}

/** Problems found elsewhere, as wavy lines with their words on hover. */
function useMarkers(view: RefObject<EditorView | null>, { markers, value }: CodeEditorProps): void {
  useEffect(() => {
    const editor = view.current
    if (editor === null) return
    const end = editor.state.doc.length
    const shown = (markers ?? [])
      .filter(() => editor.state.doc.toString() === value)
      .map((marker) => ({ ...marker, from: Math.min(marker.from, end), to: Math.min(marker.to, end) }))
    editor.dispatch(setDiagnostics(editor.state, shown))
  }, [view, markers, value])
}

function fixedExtensions(latest: RefObject<CodeEditorProps>): Extension[] {
  const props = latest.current
  // A region that scrolls must take the focus, also where its text is only to be read.
  const attributes: Record<string, string> = { 'aria-label': props.label, tabindex: '0' }
  if (props.id !== undefined) attributes.id = props.id
  if (props['aria-describedby'] !== undefined) attributes['aria-describedby'] = props['aria-describedby']
  if (props.singleLine !== true) attributes['aria-multiline'] = 'true'
  return [
    codeTheme,
    history(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    // Before the completions, whose own Escape has the same precedence: the first one that is listed is asked first.
    escapePastUnseen,
    autocompletion({
      override: [(context) => complete(context, latest.current.completions ?? [])],
      icons: false,
    }),
    props.singleLine === true ? oneLine : EditorView.lineWrapping,
    props.lineNumbers === true ? lineNumbers() : [],
    props.placeholder === undefined ? [] : placeholder(props.placeholder),
    keymap.of([...ownKeys, ...historyKeymap]),
    EditorView.contentAttributes.of(attributes),
    EditorView.updateListener.of((update) => {
      const text = update.state.doc.toString()
      if (update.docChanged && text !== latest.current.value) latest.current.onChange?.(text)
      if (!update.focusChanged) return
      if (update.view.hasFocus) latest.current.onFocus?.()
      else latest.current.onBlur?.()
    }),
  ]
}

/** Ctrl Enter is the page's, to run or to retry from within a field: it must not begin a line as well. */
const ownKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')

/**
 * Escape closes a list of completions that shows. One that is still being looked up, or in which nothing fits,
 * shows nothing, and would swallow the key that is to lead out of the field.
 */
const escapePastUnseen = Prec.highest(
  keymap.of([
    {
      key: 'Escape',
      run: (view) => {
        if (currentCompletions(view.state).length === 0) closeCompletion(view)
        return false
      },
    },
  ]),
)

/** Pasted lines become one; Enter does nothing. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction
  const text = transaction.newDoc
    .toString()
    .replaceAll(/\s*\n\s*/g, transaction.isUserEvent('input.paste') ? ' ' : '')
  if (text === transaction.startState.doc.toString()) return []
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: text.length },
  }
})

function complete(context: CompletionContext, completions: readonly CodeCompletion[]) {
  const word = context.matchBefore(/[\w$.`-]+/)
  if (completions.length === 0 || (word === null && !context.explicit)) return null
  return {
    from: word?.from ?? context.pos,
    options: completions.map((each) => ({ ...each })),
    validFor: /^[\w$.`-]*$/,
  }
}
