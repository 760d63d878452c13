import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

export const shellParams = z.looseObject({
  script: z
    .string()
    .min(1, 'write a script')
    .meta(describeParam('Script', 'Runs in a fresh folder of its own.', { code: 'shell' })),
  env: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'),
      z.union([z.string(), z.number(), z.boolean()]),
    )
    .optional()
    .meta(describeParam('Environment', 'Variables for the script: the safe way to hand it values.')),
  interpreter: z
    .string()
    .regex(/^[A-Za-z0-9_./+-]+$/, 'must be the name or path of a program')
    .default('bash')
    .meta(
      describeParam('Interpreter', 'The program that runs the script.', {
        placeholder: 'bash',
        expects: 'the name or path of a program',
      }),
    ),
})

export type ShellParams = z.infer<typeof shellParams>
