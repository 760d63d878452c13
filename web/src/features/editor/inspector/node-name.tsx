import { type NodeDefinition, nodeIdPattern } from '@heddle/core/definition/workflow-document.ts'
import { type KeyboardEvent, useState } from 'react'
import { patchNode } from '../core/edit-document.ts'
import { useEditor } from '../editor-context.ts'

interface NodeNameProps {
  readonly nodeId: string
  readonly node: NodeDefinition
  readonly typeLabel: string
}

const quietField =
  'w-full min-w-0 truncate rounded-sm border border-transparent bg-transparent px-1 hover:border-line focus:border-line-strong'

/** Name and id at the head of the inspector, both written in place. */
export function NodeName({ nodeId, node, typeLabel }: NodeNameProps) {
  const { session } = useEditor()
  return (
    <div className="-ml-1 min-w-0 flex-1">
      <input
        id="node-name"
        aria-label="Name of the node"
        className={`${quietField} h-5 font-semibold`}
        value={node.name ?? ''}
        placeholder={nodeId}
        maxLength={200}
        spellCheck={false}
        onKeyDown={leaveOnEnter}
        onChange={(event) => {
          const name = event.target.value
          session.edit((document) => patchNode(document, nodeId, { name: name === '' ? undefined : name }), {
            label: 'Rename',
            mergeKey: `name ${nodeId}`,
          })
        }}
      />
      <NodeId nodeId={nodeId} typeLabel={typeLabel} />
    </div>
  )
}

/** The id is taken over when the field is left: half a word would rewire every edge with each letter. */
function NodeId({ nodeId, typeLabel }: { readonly nodeId: string; readonly typeLabel: string }) {
  const { actions, session } = useEditor()
  const [text, setText] = useState(nodeId)
  const isTaken = text !== nodeId && Object.hasOwn(session.document.nodes, text)
  const error = !nodeIdPattern.test(text)
    ? 'Use letters, digits and _ . : -'
    : isTaken
      ? 'Another node has this id'
      : null
  function commit() {
    if (error === null && text !== nodeId) actions.renameId(nodeId, text)
    else setText(nodeId)
  }
  return (
    <>
      <div className="flex items-center text-12 text-text-3">
        <span className="shrink-0 pl-1">{typeLabel} ·</span>
        <input
          aria-label="Id of the node"
          aria-invalid={error !== null || undefined}
          className={`${quietField} mono h-[18px] text-text-2`}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText(nodeId)
            leaveOnEnter(event)
          }}
        />
      </div>
      {error === null ? null : (
        <p role="alert" className="pl-1 text-11 text-st-failed">
          {error}
        </p>
      )}
    </>
  )
}

function leaveOnEnter(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key === 'Enter') event.currentTarget.blur()
}
