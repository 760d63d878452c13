import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useDocument, useEditor } from './editor-context.ts'

/** Ids of the nodes that say these words, in run order. */
function findNodes(words: string, { nodes }: WorkflowDocument, order: readonly string[]): readonly string[] {
  const wish = words.trim().toLowerCase()
  if (wish === '') return []
  return order.filter((id) => {
    const node = nodes[id]
    return `${id} ${node?.name ?? ''} ${node?.type ?? ''} ${JSON.stringify(node?.params ?? {})}`
      .toLowerCase()
      .includes(wish)
  })
}

/** Ctrl F: finds nodes by name, id, type or what their parameters say, and goes from one to the next. */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const { store, actions } = useEditor()
  const document = useDocument()
  const [words, setWords] = useState('')
  const [current, setCurrent] = useState(0)
  const found = useMemo(() => findNodes(words, document, store.order()), [words, document, store])

  function go(to: number, list: readonly string[] = found) {
    const id = list.at(to % Math.max(1, list.length))
    if (!id) return
    setCurrent(list.indexOf(id))
    store.select({ nodes: new Set([id]), edge: null })
    actions.canvas?.reveal(id)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      const id = found[current]
      onClose()
      if (id) actions.canvas?.focus(id)
    } else if (event.key === 'Enter') go(current + (event.shiftKey ? -1 : 1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <search className="flex h-8 items-center rounded-md border border-line-strong bg-surface pl-1 shadow-pop">
      <TextInput
        autoFocus
        size={24}
        aria-label="Find in canvas"
        placeholder="Find in canvas"
        className="!w-[200px] !border-transparent"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setCurrent(0)
          go(0, findNodes(event.target.value, document, store.order()))
        }}
        onKeyDown={onKeyDown}
        end={
          <span className="text-11 tabular-nums" role="status">
            {words === '' ? '' : found.length === 0 ? 'none' : `${current + 1} of ${found.length}`}
          </span>
        }
      />
      <IconButton label="Find the one before" size={24} onClick={() => go(current - 1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Find the next" size={24} onClick={() => go(current + 1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close the search" size={24} onClick={onClose}>
        <X />
      </IconButton>
    </search>
  )
}
