import { holdsGraph } from '@heddle/core/definition/holds-graph.ts'
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { failurePort, type NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import { type TriggerRule, triggerRules } from '@heddle/core/execution/trigger-rule.ts'
import { useMemo } from 'react'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { JsonControl } from '../../../ui/form/json-control.tsx'
import { SchemaForm } from '../../../ui/form/schema-form.tsx'
import { Select } from '../../../ui/select.tsx'
import { patchNode, setParam } from '../core/edit-document.ts'
import { followPorts } from '../core/follow-ports.ts'
import { graphParam } from '../core/inner-graph.ts'
import { describeProblem } from '../core/problem-words.ts'
import { describeRule, ruleNames } from '../core/rule-help.ts'
import { useDocument, useEditor, useProblems } from '../editor-context.ts'
import { GraphField } from './graph-field.tsx'
import { NodeConnections } from './node-connections.tsx'
import { useNames } from './use-names.ts'
import { useSuggestions } from './use-suggestions.ts'

interface NodeParametersProps {
  readonly nodeId: string
  readonly node: NodeDefinition
  readonly declaration: NodeTypeDeclaration | undefined
}

export function NodeParameters({ nodeId, node, declaration }: NodeParametersProps) {
  const { session } = useEditor()
  const errors = useParamErrors(nodeId, declaration)
  const whole = errors.get('')
  const completions = useNames(nodeId)
  const suggestions = useSuggestions(declaration)
  const set = (name: string, value: unknown) =>
    session.edit(
      (now) => {
        const after = setParam(now, nodeId, { name, value })
        return declaration ? followPorts(now, after, { nodeId, declaration }) : after
      },
      { label: `Set ${name}`, mergeKey: `param ${nodeId} ${name}` },
    )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-3">
      {whole === undefined ? null : <ErrorLine text={whole} />}
      {declaration ? (
        <SchemaForm
          schema={declaration.params}
          values={node.params ?? {}}
          onChange={set}
          errors={errors}
          place={`nodes.${nodeId}.params`}
          completions={completions}
          suggestions={suggestions}
          draw={(plan, error) =>
            plan.name === graphParam && holdsGraph(declaration) ? (
              <GraphField nodeId={nodeId} node={node} help={plan.help} error={error} />
            ) : null
          }
        />
      ) : (
        <UnknownParameters nodeId={nodeId} node={node} />
      )}
      <TriggerRuleField nodeId={nodeId} rule={node.triggerRule ?? 'all_success'} />
      <NodeConnections nodeId={nodeId} />
    </div>
  )
}

/** The first message of each parameter and of each place in one; '' stands for all parameters together. */
function useParamErrors(
  nodeId: string,
  declaration: NodeTypeDeclaration | undefined,
): ReadonlyMap<string, string> {
  const problems = useProblems()
  return useMemo(() => {
    const place = `nodes.${nodeId}.params`
    const errors = new Map<string, string>()
    for (const problem of problems) {
      const { path, severity } = problem
      if (severity !== 'error' || (path !== place && !path.startsWith(`${place}.`))) continue
      const within = path.slice(place.length + 1)
      const name = within.split(/[.[]/, 1)[0] ?? ''
      for (const at of new Set([name, within]))
        if (!errors.has(at)) errors.set(at, describeProblem(problem, declaration))
    }
    return errors
  }, [problems, nodeId, declaration])
}

function UnknownParameters({ nodeId, node }: { readonly nodeId: string; readonly node: NodeDefinition }) {
  const { session } = useEditor()
  return (
    <>
      <ErrorLine
        text={`This server knows no node type “${node.type}”. The node is kept as it is and refuses to run.`}
      />
      <Field label="Parameters">
        {(control) => (
          <JsonControl
            control={control}
            label="Parameters"
            value={node.params}
            invalid={false}
            onChange={(value) => {
              if (typeof value !== 'object' || value === null || Array.isArray(value)) return
              const params = value as Record<string, unknown>
              session.edit((now) => patchNode(now, nodeId, { params }), {
                label: 'Set parameters',
                mergeKey: `params ${nodeId}`,
              })
            }}
          />
        )}
      </Field>
    </>
  )
}

function TriggerRuleField({ nodeId, rule }: { readonly nodeId: string; readonly rule: TriggerRule }) {
  const { session, actions } = useEditor()
  const document = useDocument()
  const before = (document.edges ?? [])
    .filter((edge) => edge.target === nodeId)
    .map((edge) => ({ name: actions.nameOf(edge.source), isFailure: edge.port === failurePort }))
  return (
    <div data-field={`nodes.${nodeId}.triggerRule`}>
      <Field label="Trigger rule" help={describeRule(rule, before)}>
        {(control) => (
          <Select
            id={control.id}
            aria-describedby={control['aria-describedby']}
            label="Trigger rule"
            value={rule}
            options={triggerRules.map((value) => ({ value, label: ruleNames[value] }))}
            onValueChange={(value) => {
              const triggerRule = triggerRules.find((known) => known === value)
              session.edit(
                (now) =>
                  patchNode(now, nodeId, {
                    triggerRule: triggerRule === 'all_success' ? undefined : triggerRule,
                  }),
                { label: 'Set the trigger rule' },
              )
            }}
          />
        )}
      </Field>
    </div>
  )
}
