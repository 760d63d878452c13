import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const transformParams = z.looseObject({
  expression: z
    .string()
    .min(1, 'write an expression')
    .meta(
      describeParam('Expression', 'JSONata over input, nodes, execution and workflow.', {
        code: 'jsonata',
        templated: false,
        placeholder: '$sum(nodes.fetch.output.items.price)',
      }),
    ),
})
