import { defineNodeType } from '../define-node-type.ts'
import { transformParams } from './params.ts'

const docs = `Shapes data with a [JSONata](https://docs.jsonata.org) expression; its value is the output.

It reads \`input\`, \`nodes.<id>.output\`, \`execution\` and \`workflow\`, inside a map \`item\` too. Ids with other characters than letters,
digits and \`_\` are quoted: nodes.\`split-log\`.output.

\`\`\`
{
  "total": $sum(nodes.fetch.output.items.price),
  "names": [nodes.fetch.output.items[price > 10].name]
}
\`\`\`

An expression has five seconds and 256 MiB.
`

export const transform = defineNodeType({
  type: 'transform',
  label: 'Transform',
  group: 'Data',
  icon: 'shuffle',
  summary: 'Shapes data with a JSONata expression.',
  docs,
  detail: 'JSONata',
  params: transformParams,
  run: async ({ params, evaluate }) => ({ ok: true, output: await evaluate(params.expression) }),
})
