import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import { patchNode } from '../core/edit-document.ts'
import { useEditor } from '../editor-context.ts'

export interface SettingStep {
  /** What the history calls it. */
  readonly label: string
  /** Steps in the same part of a setting become one; the setting as a whole where none is named. */
  readonly part?: string
}

/** Sets one setting of a node as a step that can be undone; undefined removes it. */
export function useNodeSetting(nodeId: string) {
  const { session } = useEditor()
  return <Name extends keyof NodeDefinition & string>(
    name: Name,
    value: NodeDefinition[Name] | undefined,
    { label, part = '' }: SettingStep,
  ) =>
    session.edit((document) => patchNode(document, nodeId, { [name]: value }), {
      label,
      mergeKey: `${name} ${part} ${nodeId}`,
    })
}

/** The object with these fields replaced, without those that became undefined; undefined when nothing is left. */
export function patchSetting<Fields extends object>(
  fields: Fields | undefined,
  patch: { readonly [Name in keyof Fields]?: Fields[Name] | undefined },
): Fields | undefined {
  const kept = Object.entries({ ...fields, ...patch }).filter(([, value]) => value !== undefined)
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as Fields)
}
