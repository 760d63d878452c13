import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const subworkflowParams = z.looseObject({
  workflow: z
    .string()
    .min(1, 'name a workflow')
    .meta(
      describeParam('Workflow', 'The workflow to run, by its id or its exact name.', { names: 'workflow' }),
    ),
  version: z
    .int()
    .min(1)
    .optional()
    .meta(describeParam('Version', 'Which version to run; the published one where it is empty.')),
  input: z
    .unknown()
    .optional()
    .meta(
      describeParam('Input', 'Its input: an expression, or a value. An empty object where it is left out.', {
        placeholder: '{{ nodes.fetch.output }}',
      }),
    ),
})

export type SubworkflowParams = z.infer<typeof subworkflowParams>
