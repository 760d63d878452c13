/** The workflows that are measured. Nodes do nothing, so that every millisecond is the product's own. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

type Edge = NonNullable<WorkflowDocument['edges']>[number]

/** `length` nodes, one after the other. */
export function chainOf(length: number): WorkflowDocument {
  const ids = numberedIds(length)
  const edges = ids.slice(1).map((target, index): Edge => ({ source: ids[index] ?? '', target }))
  return toDocument(`Chain of ${length}`, ids, edges)
}

/** One node, `width` nodes after it, and one that joins them. */
export function fanOf(width: number): WorkflowDocument {
  const ids = numberedIds(width)
  const edges = ids.flatMap((id): Edge[] => [
    { source: 'split', target: id },
    { source: id, target: 'join' },
  ])
  return toDocument(`Fan of ${width}`, ['split', ...ids, 'join'], edges)
}

/** One node, three after it, and one that joins them. */
export function diamond(): WorkflowDocument {
  return { ...fanOf(3), name: 'Diamond' }
}

/** `lanes` chains side by side that all wait `durationMs` in each node: a run that moves all the time. */
export function waitingLanes(size: { lanes: number; length: number; durationMs: number }): WorkflowDocument {
  const { lanes, length, durationMs } = size
  const nodes: Record<string, WorkflowDocument['nodes'][string]> = {}
  const edges: Edge[] = []
  for (let lane = 0; lane < lanes; lane += 1) {
    for (let step = 0; step < length; step += 1) {
      const position = { x: lane * 280, y: step * 110 }
      nodes[`w${lane}_${step}`] = { type: 'wait', params: { durationMs: durationMs + lane * 7 }, position }
      if (step > 0) edges.push({ source: `w${lane}_${step - 1}`, target: `w${lane}_${step}` })
    }
  }
  return { name: 'Waiting lanes', nodes, edges }
}

/** `rows` x `columns` nodes on a grid, each joined with the one below it and every fifth with its neighbour's. */
export function gridOf(rows: number, columns: number): WorkflowDocument {
  const nodes: Record<string, WorkflowDocument['nodes'][string]> = {}
  const edges: Edge[] = []
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      nodes[`n${row}_${column}`] = { type: 'noop', position: { x: column * 280, y: row * 120 } }
      if (row === 0) continue
      edges.push({ source: `n${row - 1}_${column}`, target: `n${row}_${column}` })
      if (column % 5 === 4) edges.push({ source: `n${row - 1}_${column - 1}`, target: `n${row}_${column}` })
    }
  }
  return { name: `Grid of ${rows * columns}`, nodes, edges }
}

function numberedIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`)
}

function toDocument(name: string, ids: readonly string[], edges: readonly Edge[]): WorkflowDocument {
  return { name, nodes: Object.fromEntries(ids.map((id) => [id, { type: 'noop' }])), edges: [...edges] }
}
