import { defaultPort, type EdgeDefinition, failurePort } from '@heddle/core/definition/workflow-document.ts'
import { ArrowRight, Trash2 } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { CodeEditor } from '../../../ui/code-editor.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { type EdgeKey, toEdgeKeys } from '../core/edge-key.ts'
import { patchEdge } from '../core/edit-document.ts'
import { describeProblem } from '../core/problem-words.ts'
import { useEditor, useProblems } from '../editor-context.ts'
import { focusField } from './inspector-tab.ts'
import { useNames } from './use-names.ts'

interface EdgeInspectorProps {
  readonly edgeKey: EdgeKey
  readonly edge: EdgeDefinition
  readonly index: number
}

export function EdgeInspector({ edgeKey, edge, index }: EdgeInspectorProps) {
  const { actions } = useEditor()
  return (
    <>
      <header className="px-3 pt-3 pb-2">
        <p className="text-12 text-text-3">Connection</p>
        <h2 className="flex flex-wrap items-center gap-x-1.5 font-semibold [&_svg]:text-text-3">
          <NodeLink nodeId={edge.source} />
          <ArrowRight size={13} aria-label="to" />
          <NodeLink nodeId={edge.target} />
        </h2>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto border-t border-line p-3">
        <PortField edgeKey={edgeKey} edge={edge} index={index} />
        <ConditionField edgeKey={edgeKey} edge={edge} index={index} />
        <div>
          <Button
            variant="danger"
            icon={<Trash2 size={14} />}
            keys="Del"
            onClick={() => actions.deleteChosen()}
          >
            Delete connection
          </Button>
        </div>
      </div>
    </>
  )
}

function NodeLink({ nodeId }: { readonly nodeId: string }) {
  const { actions } = useEditor()
  return (
    <button
      type="button"
      className="rounded-sm hover:text-accent hover:underline"
      onClick={() => actions.canvas?.focus(nodeId)}
    >
      {actions.nameOf(nodeId)}
    </button>
  )
}

function PortField({ edgeKey, edge, index }: EdgeInspectorProps) {
  const { session, store } = useEditor()
  const problem = useProblems().find((known) => known.path === `edges.${index}.port`)
  const port = edge.port ?? defaultPort
  const ports = new Set([...(store.node(edge.source)?.ports ?? [defaultPort]), failurePort, port])
  function setPort(next: string) {
    session.edit(
      (document) => patchEdge(document, edgeKey, { port: next === defaultPort ? undefined : next }),
      {
        label: 'Set the port',
      },
    )
    const keys = toEdgeKeys(session.document.edges ?? [])
    store.select({ nodes: new Set(), edge: keys[index] ?? null })
    // With another port it is another connection: its fields are drawn anew.
    focusField(`edges.${index}.port`)
  }
  return (
    <div data-field={`edges.${index}.port`}>
      <Field
        label="Leaves from port"
        help={portHelp(port)}
        error={problem ? describeProblem(problem) : undefined}
      >
        {(control) => (
          <Select
            id={control.id}
            aria-describedby={control['aria-describedby']}
            label="Leaves from port"
            value={port}
            options={[...ports].map((value) => ({ value, label: value }))}
            onValueChange={setPort}
          />
        )}
      </Field>
    </div>
  )
}

function portHelp(port: string): string {
  if (port === failurePort)
    return 'Followed when the node has failed for good; the run itself does not fail by it then.'
  return port === defaultPort
    ? 'Followed when the node has completed.'
    : `Followed when the node chooses “${port}”.`
}

function ConditionField({ edgeKey, edge, index }: EdgeInspectorProps) {
  const { session } = useEditor()
  const problem = useProblems().find((known) => known.path === `edges.${index}.when`)
  const completions = useNames(edge.target)
  return (
    <div data-field={`edges.${index}.when`}>
      <Field
        label="Condition"
        help="JSONata that gives true or false. Empty: always followed."
        error={problem ? describeProblem(problem) : undefined}
      >
        {(control) => (
          <CodeEditor
            id={control.id}
            aria-describedby={control['aria-describedby']}
            label="Condition"
            language="jsonata"
            value={edge.when ?? ''}
            minLines={2}
            maxLines={8}
            placeholder={`nodes.${edge.source}.output.rate > 0.02`}
            invalid={problem !== undefined}
            completions={completions}
            onChange={(text) =>
              session.edit((now) => patchEdge(now, edgeKey, { when: text === '' ? undefined : text }), {
                label: 'Set the condition',
                mergeKey: `when ${edgeKey}`,
              })
            }
          />
        )}
      </Field>
    </div>
  )
}
