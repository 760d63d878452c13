import { defineNodeType } from '../define-node-type.ts'
import { noopParams } from './params.ts'

const docs = `Does nothing and completes at once: a place where branches meet or begin.

Its output is **Value**, or \`null\`. With an expression it shapes what the nodes after it read:

\`\`\`json
{ "value": "{{ nodes.split.output.count }}" }
\`\`\`
`

export const noop = defineNodeType({
  type: 'noop',
  label: 'No-op',
  group: 'Flow',
  icon: 'circle-dashed',
  summary: 'Joins or starts branches and gives a value on.',
  docs,
  params: noopParams,
  run: async ({ params }) => ({ ok: true, output: params.value ?? null }),
})
