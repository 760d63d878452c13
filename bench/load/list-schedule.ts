/**
 * The shortest time that a list scheduler finds for a graph of tasks on a number of workers with nothing lost
 * between tasks: whenever a worker is free, it takes the ready task with the longest way to the end. It is what a
 * replay of the same graph is measured against.
 */
import { TimeHeap } from './time-heap.ts'

export interface ScheduledTask {
  readonly id: string
  readonly durationMs: number
  readonly parents: readonly string[]
}

/** Makespan in milliseconds. Throws a RangeError for a parent that is missing and for a cycle. */
export function scheduleTasks(tasks: readonly ScheduledTask[], workers: number): number {
  const graph = toGraph(tasks)
  const wayToEnd = measureWays(graph)
  const ready = new TimeHeap<number>()
  const running = new TimeHeap<number>()
  const open = graph.map((task) => task.parents)
  // The heap gives the smallest key first, and the longest way is the most urgent.
  const makeReady = (index: number) => ready.add(-(wayToEnd[index] ?? 0), index)
  open.forEach((parents, index) => {
    if (parents === 0) makeReady(index)
  })
  let now = 0
  for (;;) {
    while (running.size < workers) {
      const next = ready.take()
      if (next === null) break
      running.add(now + (graph[next.value]?.durationMs ?? 0), next.value)
    }
    const done = running.take()
    if (done === null) return now
    now = done.key
    for (const child of graph[done.value]?.children ?? []) {
      const left = (open[child] ?? 0) - 1
      open[child] = left
      if (left === 0) makeReady(child)
    }
  }
}

interface GraphTask {
  readonly durationMs: number
  readonly parents: number
  readonly children: number[]
}

function toGraph(tasks: readonly ScheduledTask[]): GraphTask[] {
  const indexOf = new Map(tasks.map((task, index) => [task.id, index]))
  const graph = tasks.map(
    ({ durationMs, parents }): GraphTask => ({ durationMs, parents: parents.length, children: [] }),
  )
  tasks.forEach((task, index) => {
    for (const parent of task.parents) {
      const children = graph[indexOf.get(parent) ?? -1]?.children
      if (children === undefined) throw new RangeError(`${task.id} waits for ${parent}, which is missing`)
      children.push(index)
    }
  })
  return graph
}

/** For each task its duration and that of the longest chain behind it. */
function measureWays(graph: readonly GraphTask[]): number[] {
  const order = sortByDependency(graph)
  const ways = new Array<number>(graph.length).fill(0)
  for (const index of order.toReversed()) {
    const task = graph[index]
    const behind = (task?.children ?? []).reduce((longest, child) => Math.max(longest, ways[child] ?? 0), 0)
    ways[index] = (task?.durationMs ?? 0) + behind
  }
  return ways
}

function sortByDependency(graph: readonly GraphTask[]): number[] {
  const open = graph.map((task) => task.parents)
  const order = graph.flatMap((task, index) => (task.parents === 0 ? [index] : []))
  for (let at = 0; at < order.length; at += 1) {
    for (const child of graph[order[at] ?? -1]?.children ?? []) {
      const left = (open[child] ?? 0) - 1
      open[child] = left
      if (left === 0) order.push(child)
    }
  }
  if (order.length < graph.length) throw new RangeError('The tasks wait for each other in a circle')
  return order
}
