/** The messages at the bottom right: kept outside React so that anything may show one. */
import { useSyncExternalStore } from 'react'

export interface ToastMessage {
  title: string
  text?: string
  tone?: 'completed' | 'failed' | 'running' | 'plain'
  action?: { label: string; onSelect: () => void }
  /** A later message with the same key takes the place of the earlier one. */
  key?: string
}

export interface ShownToast extends ToastMessage {
  id: number
}

const most = 3
let toasts: readonly ShownToast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function replace(next: readonly ShownToast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Adds a message to those shown; the oldest gives way to the fourth. */
export function withToast(shown: readonly ShownToast[], added: ShownToast): readonly ShownToast[] {
  const others = added.key === undefined ? shown : shown.filter((each) => each.key !== added.key)
  return [...others, added].slice(-most)
}

export function showToast(message: ToastMessage): number {
  const id = nextId++
  replace(withToast(toasts, { ...message, id }))
  return id
}

export function hideToast(id: number): void {
  replace(toasts.filter((each) => each.id !== id))
}

export function hideAllToasts(): void {
  replace([])
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useToasts(): readonly ShownToast[] {
  return useSyncExternalStore(subscribe, () => toasts)
}
