import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

const portName = /^(?!failure$)[A-Za-z0-9_.:-]{1,64}$/
const portWords = '1 to 64 letters, digits and the characters _ . : -, and not failure'

const portMessage = `must be ${portWords}`

const fixed = { templated: false } as const

const branchCase = z
  .looseObject({
    port: z
      .string()
      .regex(portName, portMessage)
      .meta(
        describeParam('Port', 'By which it leaves.', { ...fixed, placeholder: 'large', expects: portWords }),
      ),
    when: z
      .string()
      .min(1, 'write a condition')
      .meta(
        describeParam('When', 'JSONata that gives true or false.', {
          code: 'jsonata',
          ...fixed,
          placeholder: 'nodes.measure.output.bytes > 1000000',
        }),
      ),
  })
  .meta({ title: 'Case' })

export const branchParams = z.looseObject({
  cases: z
    .array(branchCase)
    .min(1)
    .max(50)
    .meta(describeParam('Cases', 'Looked at in this order; the first that holds is taken.')),
  otherwise: z
    .string()
    .regex(portName, portMessage)
    .default('default')
    .meta(
      describeParam('Otherwise', 'The port by which it leaves when no case holds.', {
        ...fixed,
        expects: portWords,
      }),
    ),
  mode: z
    .enum(['first'])
    .default('first')
    .meta(describeParam('Mode', 'How a case is chosen.', fixed)),
})

export type BranchParams = z.infer<typeof branchParams>
