import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

const YEAR_S = 31_536_000

/** What stands in the address that a signal is sent to. */
export const signalName = /^[A-Za-z0-9_.:-]{1,128}$/

const nameWords = '1 to 128 letters, digits and the characters _ . : -'

export const signalParams = z.looseObject({
  name: z
    .string()
    .regex(signalName, `must be ${nameWords}`)
    .meta(
      describeParam('Name', 'Sent by POST /api/executions/{id}/signals/{name}.', {
        placeholder: 'paid',
        expects: nameWords,
      }),
    ),
  timeoutSeconds: z
    .number()
    .positive()
    .max(YEAR_S)
    .optional()
    .meta(describeParam('Timeout', 'How long to wait; for ever when it is empty.', { unit: 's' })),
  onTimeout: z
    .enum(['fail', 'continue'])
    .default('fail')
    .meta(describeParam('After the timeout', 'Fail, or go on by the port timeout.')),
})

export type SignalParams = z.infer<typeof signalParams>
