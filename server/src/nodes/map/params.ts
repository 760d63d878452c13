import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

/** Items of one map. Each is an execution of its own: more is a list to be split. */
const maxItems = 10_000
const maxConcurrency = 1_000
const defaultConcurrency = 10

/** The graph itself is checked with the document that holds it. */
const graphSchema = z.looseObject({
  nodes: z.record(z.string(), z.unknown()),
  edges: z.array(z.unknown()).optional(),
})

export const mapParams = z
  .looseObject({
    items: z
      .array(z.unknown())
      .max(maxItems, `must have at most ${maxItems} items: split the list, or hand several on as one item`)
      .meta(
        describeParam(
          'Items',
          'The list to work through: an expression that gives one, or the list itself.',
          {
            placeholder: '{{ nodes.fetch.output }}',
          },
        ),
      ),
    graph: graphSchema.optional().meta(
      describeParam('Items’ graph', 'Nodes and edges to run for each item, which they read as item.', {
        code: 'json',
        templated: false,
        graph: true,
        placeholder: '{ "nodes": { "work": { "type": "noop" } }, "edges": [] }',
      }),
    ),
    workflow: z
      .string()
      .min(1, 'name a workflow')
      .optional()
      .meta(
        describeParam(
          'Workflow',
          'Instead of a graph: a workflow by its id or name. Its input is the item.',
          { names: 'workflow' },
        ),
      ),
    version: z
      .int()
      .min(1)
      .optional()
      .meta(describeParam('Version', 'Of that workflow; the published one where it is empty.')),
    concurrency: z
      .int()
      .min(1)
      .max(maxConcurrency)
      .default(defaultConcurrency)
      .meta(describeParam('Items at once', 'How many items run side by side.')),
    onItemFailure: z
      .enum(['fail', 'continue'])
      .default('fail')
      .meta(
        describeParam(
          'When an item fails',
          'fail: start no more items, and fail when those that run have ended. continue: go on, with null in its place.',
        ),
      ),
    maxFailures: z
      .int()
      .min(0)
      .max(maxItems)
      .optional()
      .meta(describeParam('Failures allowed', 'Go on with null for so many failed items, and fail beyond.')),
  })
  .refine(({ graph, workflow }) => (graph === undefined) !== (workflow === undefined), {
    error: 'give graph or workflow, and only one of them',
    path: ['graph'],
  })
  .meta({ oneOf: [{ required: ['graph'] }, { required: ['workflow'] }] })

export type MapParams = z.infer<typeof mapParams>
