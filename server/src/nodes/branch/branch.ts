import { defineNodeType } from '../define-node-type.ts'
import { type AttemptContext, NodeFailure, type RunResult } from '../node-type.ts'
import { type BranchParams, branchParams } from './params.ts'

const docs = `Chooses one of several ways. Its ports are the ones that its cases name, and the one of **Otherwise**.

The conditions are [JSONata](https://docs.jsonata.org) over \`input\`, \`nodes.<id>.output\`, \`execution\` and
\`workflow\`. They are looked at in order, and the first that gives \`true\` is taken; several cases may name the same
port. Its output is \`{ "port": "large", "case": 0 }\`; \`case\` is \`null\` where none held.

\`\`\`json
{ "cases": [{ "port": "large", "when": "nodes.measure.output.bytes > 1000000" }], "otherwise": "small" }
\`\`\`
`

export const branch = defineNodeType({
  type: 'branch',
  label: 'Branch',
  group: 'Flow',
  icon: 'split',
  summary: 'Chooses one of several ways.',
  docs,
  ports: [],
  portsFrom: [
    { param: 'cases', each: 'port' },
    { param: 'otherwise', default: 'default' },
  ],
  params: branchParams,
  run: runBranch,
})

async function runBranch({ params, evaluate }: AttemptContext<BranchParams>): Promise<RunResult> {
  for (const [place, { port, when }] of params.cases.entries()) {
    if ((await evaluateCase(evaluate, when, place)) === true) return toResult(port, place)
  }
  return toResult(params.otherwise, null)
}

function toResult(port: string, place: number | null): RunResult {
  return { ok: true, port, output: { port, case: place } }
}

/** An error names the case that has it. */
async function evaluateCase(
  evaluate: AttemptContext<BranchParams>['evaluate'],
  when: string,
  place: number,
): Promise<unknown> {
  try {
    return await evaluate(when)
  } catch (error) {
    if (!(error instanceof NodeFailure)) throw error
    const message = `The condition of case ${place + 1} cannot be evaluated: ${error.error.message}`
    throw new NodeFailure({ ...error.error, message, details: { path: `cases.${place}.when` } })
  }
}
