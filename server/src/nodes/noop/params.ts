import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const noopParams = z.looseObject({
  value: z
    .unknown()
    .optional()
    .meta(describeParam('Value', 'What the node gives on. Nothing when it is empty.', { code: 'json' })),
})
