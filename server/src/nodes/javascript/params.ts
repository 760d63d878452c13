import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const javascriptParams = z.looseObject({
  code: z
    .string()
    .min(1, 'write some code')
    .meta(
      describeParam('Code', 'An ES module whose default export is the function to run.', {
        code: 'javascript',
        templated: false,
        placeholder: 'export default async ({ input, nodes, log }) => {\n  return input\n}',
      }),
    ),
  network: z
    .boolean()
    .default(false)
    .meta(describeParam('Network', 'Lets the code use the network, with fetch for example.')),
})

export type JavascriptParams = z.infer<typeof javascriptParams>
