/** How a node runs, whatever it does: what happens when it fails, what limits it, whether its result is kept, when it starts. */
import type { NodeDefinition } from '@heddle/core/definition/workflow-document.ts'
import { summarizeCache, summarizeFailure, summarizeLimits, summarizeStart } from '../core/setting-words.ts'
import { CacheSettings } from './cache-settings.tsx'
import { FailureSettings } from './failure-settings.tsx'
import { LimitSettings } from './limit-settings.tsx'
import { SettingsGroup } from './settings-group.tsx'
import { StartSettings } from './start-settings.tsx'

export interface NodeSettingsProps {
  readonly nodeId: string
  readonly node: NodeDefinition
}

export function NodeSettings({ nodeId, node }: NodeSettingsProps) {
  return (
    <>
      <SettingsGroup
        group="failure"
        title="Retry and failure"
        nodeId={nodeId}
        summary={summarizeFailure(node)}
      >
        <FailureSettings nodeId={nodeId} node={node} />
      </SettingsGroup>
      <SettingsGroup group="limits" title="Limits" nodeId={nodeId} summary={summarizeLimits(node)}>
        <LimitSettings nodeId={nodeId} node={node} />
      </SettingsGroup>
      <SettingsGroup group="cache" title="Cache" nodeId={nodeId} summary={summarizeCache(node)}>
        <CacheSettings nodeId={nodeId} node={node} />
      </SettingsGroup>
      <SettingsGroup group="start" title="Start and time" nodeId={nodeId} summary={summarizeStart(node)}>
        <StartSettings nodeId={nodeId} node={node} />
      </SettingsGroup>
    </>
  )
}
