/** A sticky note: plain text, its first line strong when more follows. Double click or Enter writes in it. */
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { toNoteId } from './flow-nodes.ts'
import { useGraph } from './graph-context.ts'
import { useGraphTopic } from './use-graph.ts'

export const NoteCard = memo(function NoteCard({
  id,
  selected,
}: {
  readonly id: string
  readonly selected: boolean
}) {
  const { store, editing } = useGraph()
  useGraphTopic(store, 'structure')
  const [writing, setWriting] = useState(false)
  const note = store.notes().find((known) => known.id === toNoteId(id))
  if (!note) return null
  if (writing && editing) {
    return (
      <NoteText
        text={note.text}
        onDone={() => setWriting(false)}
        onWritten={(text) => {
          if (text !== note.text) editing.onNoteText(note.id, text)
        }}
      />
    )
  }
  const [first = '', ...rest] = note.text.split('\n')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the wrapper is what takes the focus
    <div className="gv-note" data-chosen={selected || undefined} onDoubleClick={() => setWriting(true)}>
      <strong data-plain={rest.length === 0 || undefined}>{first || 'Empty note'}</strong>
      {rest.length > 0 ? <span>{rest.join('\n')}</span> : null}
    </div>
  )
})

interface NoteTextProps {
  readonly text: string
  readonly onDone: () => void
  readonly onWritten: (text: string) => void
}

/** Hands over what was written when it goes, however it goes: a large canvas takes away what leaves the window. */
function NoteText({ text, onDone, onWritten }: NoteTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const written = useRef(text)
  const handOver = useRef(onWritten)
  handOver.current = onWritten
  useEffect(() => field.current?.select(), [])
  useLayoutEffect(() => () => handOver.current(written.current), [])
  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    event.stopPropagation()
    if (event.key === 'Escape') onDone()
  }
  return (
    <textarea
      ref={field}
      className="gv-note nodrag nopan nowheel"
      aria-label="Text of the note"
      defaultValue={text}
      onChange={(event) => {
        written.current = event.currentTarget.value
      }}
      onKeyDown={onKeyDown}
      onBlur={onDone}
    />
  )
}
