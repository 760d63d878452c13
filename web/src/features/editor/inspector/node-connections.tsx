import { defaultPort } from '@heddle/core/definition/workflow-document.ts'
import { ArrowDownToLine, ArrowUpFromLine } from 'lucide-react'
import { toEdgeKeys } from '../core/edge-key.ts'
import { useDocument, useEditor } from '../editor-context.ts'
import { focusField } from './inspector-tab.ts'

/** The node's connections as a list: the way to a connection for the keyboard. */
export function NodeConnections({ nodeId }: { readonly nodeId: string }) {
  const { store, actions } = useEditor()
  const document = useDocument()
  const edges = document.edges ?? []
  const keys = toEdgeKeys(edges)
  const rows = edges.flatMap((edge, index) => {
    const isOut = edge.source === nodeId
    if (!isOut && edge.target !== nodeId) return []
    return [
      {
        key: keys[index] ?? '',
        index,
        edge,
        isOut,
        other: actions.nameOf(isOut ? edge.target : edge.source),
      },
    ]
  })
  if (rows.length === 0) return null
  return (
    <section aria-label="Connections">
      <h2 className="mb-1 text-12 font-medium text-text-2">Connections</h2>
      <ul className="-mx-1">
        {rows.map(({ key, index, edge, isOut, other }) => (
          <li key={key}>
            <button
              type="button"
              className="flex h-7 w-full items-center gap-2 rounded-md px-1 text-left hover:bg-hover [&_svg]:shrink-0 [&_svg]:text-text-3"
              onClick={() => {
                store.select({ nodes: new Set(), edge: key })
                focusField(`edges.${index}.port`)
              }}
            >
              {isOut ? (
                <ArrowDownToLine size={14} aria-hidden="true" />
              ) : (
                <ArrowUpFromLine size={14} aria-hidden="true" />
              )}
              <span className="sr-only">{isOut ? 'To' : 'From'}</span>
              <span className="min-w-0 flex-1 truncate">{other}</span>
              <span className="mono max-w-[45%] truncate text-11 text-text-3">{describe(edge)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function describe({
  port = defaultPort,
  when,
}: {
  port?: string | undefined
  when?: string | undefined
}): string {
  if (when) return when
  return port === defaultPort ? '' : port
}
