/** Commands under way in a simulation, handed out by their time; those of one moment in a random order. */
import type { Command } from './command.ts'

type WithoutTime<C> = C extends Command ? Omit<C, 'now'> : never
/** A command that learns its time when it arrives. */
export type Delivery = WithoutTime<Command>

interface Entry {
  readonly atMs: number
  readonly tie: number
  readonly delivery: Delivery
}

export interface DeliveryQueue {
  /** Number of deliveries under way. */
  readonly size: number
  add(atMs: number, delivery: Delivery): void
  /** The next one, or null when nothing is under way. */
  take(): { atMs: number; delivery: Delivery } | null
}

/** A binary heap: simulations of large plans have as many deliveries under way as nodes. */
export function createDeliveryQueue(random: () => number): DeliveryQueue {
  const heap: Entry[] = []
  return {
    get size() {
      return heap.length
    },
    add(atMs, delivery) {
      heap.push({ atMs, tie: random(), delivery })
      rise(heap)
    },
    take() {
      const [first] = heap
      const last = heap.pop()
      if (first === undefined || last === undefined) return null
      if (heap.length > 0) {
        heap[0] = last
        sink(heap)
      }
      return { atMs: first.atMs, delivery: first.delivery }
    },
  }
}

function rise(heap: Entry[]): void {
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!swapIfEarlier(heap, at, parent)) return
    at = parent
  }
}

function sink(heap: Entry[]): void {
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    if (left >= heap.length) return
    const child = left + 1 < heap.length && isEarlier(heap[left + 1], heap[left]) ? left + 1 : left
    if (!swapIfEarlier(heap, child, at)) return
    at = child
  }
}

function swapIfEarlier(heap: Entry[], child: number, parent: number): boolean {
  const lower = heap[child]
  const upper = heap[parent]
  if (lower === undefined || upper === undefined || !isEarlier(lower, upper)) return false
  heap[child] = upper
  heap[parent] = lower
  return true
}

function isEarlier(one: Entry | undefined, other: Entry | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one.atMs === other.atMs ? one.tie < other.tie : one.atMs < other.atMs
}
