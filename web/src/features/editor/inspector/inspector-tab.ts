/** Which tab the inspector shows, and jumping to a field of it: kept outside the panel, for problems lead there from elsewhere. */
import { useSyncExternalStore } from 'react'

export type InspectorTab = 'parameters' | 'settings' | 'notes'

let tab: InspectorTab = 'parameters'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function showInspectorTab(next: InspectorTab): void {
  tab = next
  for (const listener of listeners) listener()
}

export function useInspectorTab(): [InspectorTab, (next: InspectorTab) => void] {
  const current = useSyncExternalStore(subscribe, () => tab)
  return [current, showInspectorTab]
}

export type SettingsGroup = 'failure' | 'limits' | 'cache' | 'start' | 'runs' | 'nodes' | 'time'

let openGroups: ReadonlySet<SettingsGroup> = new Set(['failure'])

/** Groups stay as they were left, whatever is chosen next: who compares nodes looks at the same group of each. */
export function openSettings(group: SettingsGroup, isOpen: boolean): void {
  openGroups = isOpen ? openGroups.union(new Set([group])) : openGroups.difference(new Set([group]))
  for (const listener of listeners) listener()
}

export function useOpenSettings(group: SettingsGroup): boolean {
  return useSyncExternalStore(subscribe, () => openGroups.has(group))
}

let isWorkflowShown = false

/** Where the panel lies over the canvas, the workflow's own settings are opened and closed by hand. */
export function showWorkflow(isShown: boolean): void {
  isWorkflowShown = isShown
  for (const listener of listeners) listener()
}

export function useWorkflowShown(): boolean {
  return useSyncExternalStore(subscribe, () => isWorkflowShown)
}

/** Code fields arrive with the first one that is drawn: about a second of frames. */
const framesWaited = 60

/** Focuses the field of this place in the document, or the first field of what is chosen; waits until it is drawn. */
export function focusField(path: string): void {
  focusWhenDrawn(path, framesWaited)
}

function focusWhenDrawn(path: string, framesLeft: number): void {
  requestAnimationFrame(() => {
    const field = findField(path)
    const control = field?.querySelector<HTMLElement>(
      'input, textarea, select, [contenteditable="true"], [role="combobox"], button[role="switch"]',
    )
    if (control === null || control === undefined) {
      const button = field?.matches('[data-field]') ? field.querySelector('button') : null
      const isArriving = field?.querySelector('[data-arriving]') != null
      if (framesLeft > 0 && (!button || isArriving)) return focusWhenDrawn(path, framesLeft - 1)
      button?.focus()
      return
    }
    control.focus()
    field?.scrollIntoView({ block: 'nearest' })
  })
}

function findField(path: string): Element | null {
  const panel = document.getElementById('inspector')
  const fields = [...(panel?.querySelectorAll('[data-field]') ?? [])]
  const held = fields.filter((element) => {
    const place = element.getAttribute('data-field')
    return path === place || path.startsWith(`${place}.`)
  })
  return held.at(-1) ?? fields[0] ?? panel
}
