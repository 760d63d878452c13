import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'

export interface NodeSettingsProps {
  readonly nodeId: string
  readonly node: NodeDefinition
}
