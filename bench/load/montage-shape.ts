/**
 * Graphs of any size with the shape of the montage runs: images are projected, each overlap of two is fitted, one node
 * joins all fits, one computes a model, each image is corrected, and three nodes join everything.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

type Edge = NonNullable<WorkflowDocument['edges']>[number]

/** Of the largest real run: 1,580 overlaps of 300 images. */
const overlapsAnImage = 1580 / 300
const joiningNodes = ['concat', 'model', 'table', 'add', 'view']
const smallest = 20

/** Exactly `tasks` nodes that do nothing. Fails with a RangeError below 20. The same number gives the same graph. */
export function montageShapeOf(tasks: number): WorkflowDocument {
  if (tasks < smallest) throw new RangeError(`A graph of this shape has at least ${smallest} nodes`)
  const images = Math.max(2, Math.floor((tasks - joiningNodes.length) / (2 + overlapsAnImage)))
  const overlaps = tasks - joiningNodes.length - 2 * images
  const edges: Edge[] = []
  const link = (source: string, target: string) => void edges.push({ source, target })
  const ids: string[] = []
  for (let image = 0; image < images; image += 1) ids.push(`project_${image}`)
  for (let overlap = 0; overlap < overlaps; overlap += 1) {
    const id = `fit_${overlap}`
    ids.push(id)
    const image = overlap % images
    // A first round with the next neighbour, then one with the one after it, and so on.
    const distance = 1 + Math.floor(overlap / images)
    link(`project_${image}`, id)
    const other = (image + distance) % images
    if (other !== image) link(`project_${other}`, id)
    link(id, 'concat')
  }
  link('concat', 'model')
  for (let image = 0; image < images; image += 1) {
    const id = `background_${image}`
    ids.push(id)
    link('model', id)
    link(`project_${image}`, id)
    link(id, 'table')
    link(id, 'add')
  }
  link('table', 'add')
  link('add', 'view')
  ids.push(...joiningNodes)
  return {
    name: `Montage of ${tasks}`,
    nodes: Object.fromEntries(ids.map((id) => [id, { type: 'noop' }])),
    edges,
  }
}
