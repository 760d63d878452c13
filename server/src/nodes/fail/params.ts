import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const failParams = z.looseObject({
  message: z
    .string()
    .optional()
    .meta(describeParam('Message', 'Why it fails, for the person who reads the run.')),
  retryable: z
    .boolean()
    .default(false)
    .meta(describeParam('Retryable', "Whether the node's retry policy may try it again.")),
})
