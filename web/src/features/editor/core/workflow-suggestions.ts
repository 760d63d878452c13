/** The workflows that a parameter may name. */
import { toShortId } from '../../../ui/short-id.ts'
import type { SuggestOption } from '../../../ui/suggest-options.ts'

interface ListedWorkflow {
  readonly workflowId: string
  readonly name: string
  readonly publishedVersion: number | null
}

/** Published ones but for the one that asks, which cannot run itself. A name that several have says nothing: the id does. */
export function toWorkflowSuggestions(
  items: readonly ListedWorkflow[],
  ownId: string,
): readonly SuggestOption[] {
  const owners = Map.groupBy(items, ({ name }) => name)
  return items.flatMap(({ workflowId, name, publishedVersion }) => {
    if (publishedVersion === null || workflowId === ownId) return []
    const version = `v${publishedVersion}`
    return owners.get(name)?.length === 1
      ? { value: name, label: name, detail: version }
      : { value: workflowId, label: name, detail: `${version} · ${toShortId(workflowId)}` }
  })
}
