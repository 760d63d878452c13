/** Which tab the inspector shows, and jumping to a field of it: kept outside the panel, for problems lead there from elsewhere. */
import { useSyncExternalStore } from 'react'

export type InspectorTab = 'parameters' | 'retry' | 'notes'

let tab: InspectorTab = 'parameters'
const listeners = new Set<() => void>()

export function showInspectorTab(next: InspectorTab): void {
  tab = next
  for (const listener of listeners) listener()
}

export function useInspectorTab(): [InspectorTab, (next: InspectorTab) => void] {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => tab,
  )
  return [current, showInspectorTab]
}

/** Focuses the field of this place in the document, or the first field of the panel; waits until it is drawn. */
export function focusField(path: string): void {
  requestAnimationFrame(() => {
    const panel = document.getElementById('inspector')
    const field = [...(panel?.querySelectorAll('[data-field]') ?? [])]
      .filter(
        (element) =>
          path === element.getAttribute('data-field') ||
          path.startsWith(`${element.getAttribute('data-field')}.`),
      )
      .at(-1)
    const control = (field ?? panel)?.querySelector<HTMLElement>(
      'input, textarea, select, [contenteditable="true"], [role="combobox"], button[role="switch"]',
    )
    control?.focus()
    field?.scrollIntoView({ block: 'nearest' })
  })
}
