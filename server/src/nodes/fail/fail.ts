import { defineNodeType } from '../define-node-type.ts'
import { failParams } from './params.ts'

const docs = `Fails on purpose, with **Message** as its error: the end of a branch that must not be reached, or a way
to try out retries and failure branches.

It is tried again only where **Retryable** is on and the node has a retry policy.
`

export const fail = defineNodeType({
  type: 'fail',
  label: 'Fail',
  group: 'Flow',
  icon: 'octagon-x',
  summary: 'Fails with a message of your own.',
  docs,
  detail: '{message}',
  params: failParams,
  run: async ({ params }) => ({
    ok: false,
    error: {
      code: 'THROWN',
      message: params.message || 'Failed on purpose.',
      retryable: params.retryable,
    },
  }),
})
