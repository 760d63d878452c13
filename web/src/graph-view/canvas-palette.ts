/** The tokens' values for parts drawn on a canvas element; read once a theme, never at a frame. */
import { type NodeStatus, nodeStatuses } from '@heddle/core/execution/status.ts'
import type { ThreadState } from './graph-model.ts'

export interface CanvasPalette {
  readonly thread: string
  readonly threadFaint: string
  readonly accent: string
  readonly accentLine: string
  readonly surface: string
  readonly control: string
  readonly status: Readonly<Record<NodeStatus, string>>
}

let palette: CanvasPalette | null = null

/** Forgets the values now, for nobody watched before, and when the theme changes; then it calls back. */
export function watchTheme(onChange: () => void): () => void {
  palette = null
  const changed = () => {
    palette = null
    onChange()
  }
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', changed)
  }
}

export function getCanvasPalette(): CanvasPalette {
  if (palette) return palette
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const status = Object.fromEntries(nodeStatuses.map((name) => [name, read(`st-${name}`)]))
  palette = {
    thread: read('thread'),
    threadFaint: read('thread-faint'),
    accent: read('accent'),
    accentLine: read('accent-line'),
    surface: read('surface'),
    control: read('control'),
    status: status as Record<NodeStatus, string>,
  }
  return palette
}

export function threadColour(colours: CanvasPalette, state: ThreadState): string {
  if (state === 'taken' || state === 'on-its-way') return colours.accentLine
  if (state === 'chosen') return colours.accent
  return state === 'cut' || state === 'failure' ? colours.status.failed : colours.thread
}
