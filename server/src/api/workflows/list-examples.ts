import { z } from 'zod'
import type { Example } from '../../examples/load-examples.ts'
import { procedure } from '../trpc.ts'
import { sketchGraph } from './sketch-graph.ts'
import { exampleSchema } from './workflow-shapes.ts'

export const listExamples = procedure
  .output(z.array(exampleSchema))
  .query(({ ctx }) => ctx.examples.map(toExample))

function toExample({ exampleId, document, typicalMs }: Example): z.infer<typeof exampleSchema> {
  const nodes = Object.entries(document.nodes).map(([id, { position }]) => ({
    id,
    x: position?.x,
    y: position?.y,
  }))
  const edges = (document.edges ?? []).map(({ source, target }) => [source, target] as const)
  return {
    exampleId,
    name: document.name,
    description: document.description ?? '',
    nodeCount: nodes.length,
    typicalMs,
    thumbnail: sketchGraph(nodes, edges),
  }
}
