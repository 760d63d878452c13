import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { planFields } from '../../../ui/form/field-plan.ts'
import type { Suggestions } from '../../../ui/suggest-options.ts'
import { toWorkflowSuggestions } from '../core/workflow-suggestions.ts'
import { useEditor } from '../editor-context.ts'
import { editorQueries } from '../queries.ts'

/** What the parameters of a node of this type may name, by their hint `names`. */
export function useSuggestions(
  declaration: NodeTypeDeclaration | undefined,
): Readonly<Record<string, Suggestions>> {
  const { workflowId } = useEditor()
  const namesWorkflow = useMemo(
    () => planFields(declaration?.params ?? {}).some(({ hints }) => hints.names === 'workflow'),
    [declaration],
  )
  const { data } = useQuery({ ...editorQueries.workflowNames(), enabled: namesWorkflow })
  return useMemo(() => {
    const options = data && toWorkflowSuggestions(data.items, workflowId)
    const noneText =
      options?.length === 0
        ? 'No other workflow is published.'
        : 'No published workflow has such a name; it is taken as typed.'
    return { workflow: { options, openLabel: 'Show workflows', noneText } }
  }, [data, workflowId])
}
