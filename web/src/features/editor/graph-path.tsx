/** Where the shown graph lies, from the workflow down, while it is not the workflow's own. */
import { ArrowLeft } from 'lucide-react'
import { Fragment } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { readGraphAt } from './core/inner-graph.ts'
import { useEditor, usePlace, useWholeDocument } from './editor-context.ts'

export function GraphPath() {
  const { actions } = useEditor()
  const whole = useWholeDocument()
  const place = usePlace()
  if (place.length === 0) return null
  const names = [
    whole.name || 'Unnamed workflow',
    ...place.map((_, depth) => readGraphAt(whole, place.slice(0, depth + 1)).name),
  ]
  return (
    <nav
      aria-label="Graphs"
      data-region
      className="flex h-9 shrink-0 items-center gap-1.5 border-b border-line bg-surface px-2"
    >
      <IconButton
        label={`Back to ${names.at(-2)}`}
        keys="Shift+O"
        size={24}
        onClick={() => actions.leaveGraph()}
      >
        <ArrowLeft />
      </IconButton>
      {names.map((name, depth) => (
        <Fragment key={place.slice(0, depth).join(' ')}>
          {depth === 0 ? null : (
            <span aria-hidden="true" className="text-text-3">
              /
            </span>
          )}
          {depth === names.length - 1 ? (
            <span aria-current="page" className="min-w-0 truncate font-medium">
              {name}
            </span>
          ) : (
            <PathStep name={name} onOpen={() => actions.showGraph(place.slice(0, depth), place[depth])} />
          )}
        </Fragment>
      ))}
      <span className="ml-auto shrink-0 pl-2 text-12 text-text-3 max-[1100px]:hidden">
        Runs once for each item
      </span>
    </nav>
  )
}

function PathStep({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }) {
  return (
    <button
      type="button"
      className="min-w-0 truncate rounded-sm text-text-2 hover:text-accent hover:underline"
      onClick={onOpen}
    >
      {name}
    </button>
  )
}
