/** Where a setting stands in the inspector, by its name in the document. */
import { openSettings, type SettingsGroup, showInspectorTab } from './inspector-tab.ts'

const ofNode: Readonly<Record<string, SettingsGroup>> = {
  retry: 'failure',
  fallback: 'failure',
  concurrencyKey: 'limits',
  concurrencyLimit: 'limits',
  rateLimit: 'limits',
  cache: 'cache',
  workerGroup: 'start',
  priority: 'start',
  startWithinSeconds: 'start',
  timeoutSeconds: 'start',
}

const ofWorkflow: Readonly<Record<string, SettingsGroup>> = {
  maxConcurrentExecutions: 'runs',
  onLimit: 'runs',
  startWithinSeconds: 'runs',
  maxParallel: 'nodes',
  onFailure: 'nodes',
  timeoutSeconds: 'time',
  priority: 'time',
}

/** The setting that a problem's path names: `nodes.a.retry.delayMs` is about `retry`; null for a parameter. */
export function settingOf(path: string, nodeId: string | null): string | null {
  const place = nodeId === null ? 'settings.' : `nodes.${nodeId}.`
  if (!path.startsWith(place)) return null
  const [name = ''] = path.slice(place.length).split('.', 1)
  return Object.hasOwn(nodeId === null ? ofWorkflow : ofNode, name) ? name : null
}

/** Opens tab and group of the field at this path, so that it can take the focus. */
export function showPlace(path: string, nodeId: string | null): void {
  const setting = settingOf(path, nodeId)
  const group = setting === null ? undefined : (nodeId === null ? ofWorkflow : ofNode)[setting]
  if (nodeId !== null) showInspectorTab(setting === null ? 'parameters' : 'settings')
  if (group !== undefined) openSettings(group, true)
}

export function groupOf(setting: string, kind: 'node' | 'workflow'): SettingsGroup | undefined {
  return (kind === 'node' ? ofNode : ofWorkflow)[setting]
}
