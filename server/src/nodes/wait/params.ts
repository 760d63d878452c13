import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'
import { isMoment, momentMessage } from '../moment.ts'

const YEAR_MS = 31_536_000_000

export const waitParams = z
  .looseObject({
    durationMs: z
      .number()
      .min(0)
      .max(YEAR_MS)
      .optional()
      .meta(describeParam('Duration', 'How long to wait.', { unit: 'ms', placeholder: '5000' })),
    until: z
      .string()
      .refine(isMoment, momentMessage)
      .optional()
      .meta({
        ...describeParam('Until', 'A moment to wait for, instead of a duration. A past one is no wait.', {
          placeholder: '2030-01-31T08:00:00Z',
        }),
        format: 'date-time',
      }),
  })
  .refine(({ durationMs, until }) => (durationMs === undefined) !== (until === undefined), {
    error: 'give durationMs or until, and only one of them',
    path: ['durationMs'],
  })
  .meta({ oneOf: [{ required: ['durationMs'] }, { required: ['until'] }] })

export type WaitParams = z.infer<typeof waitParams>
