/** Settings that contradict each other, or that change nothing as they stand. */
import { containsTemplate } from '../expression/template.ts'
import type { DocumentView, NodeView } from './document-view.ts'
import { asWarning, documentProblem, nodeProblem, type Problem } from './problem.ts'
import { failurePort } from './workflow-document.ts'

/** Characters of JSON. */
const longestFallback = 65_536

export function checkSettings(view: DocumentView): Problem[] {
  const failing = new Set(view.edges.filter(({ port }) => port === failurePort).map(({ source }) => source))
  const nodes = [...view.nodes.values()].flatMap((node) => [
    ...checkLimit(node),
    ...checkFallback(node, failing.has(node.id)),
    ...checkStart(node, view.settings.timeoutSeconds),
  ])
  return [...nodes, ...checkAdmission(view)]
}

/** An error: somebody counts on a limit that would not hold. */
function checkLimit({ id, fields }: NodeView): Problem[] {
  if (fields.concurrencyLimit === undefined || fields.concurrencyKey !== undefined) return []
  return [
    nodeProblem(id, 'concurrencyLimit', {
      code: 'LIMIT_WITHOUT_KEY',
      message: `The node ${id} says how many may run at once, but has no key that says of what`,
      mend: 'Give a concurrency key, or remove the limit.',
    }),
  ]
}

function checkFallback({ id, fields }: NodeView, hasFailureEdge: boolean): Problem[] {
  const { fallback } = fields
  if (fallback === undefined) return []
  const problems: Problem[] = []
  if (hasFailureEdge) {
    problems.push(
      nodeProblem(id, 'fallback', {
        code: 'EDGE_NEVER_TAKEN',
        message: `The node ${id} completes with its fallback instead of failing, so its failure edge is never taken`,
        mend: 'Remove the fallback, or the edge that leaves the failure port.',
      }),
    )
  }
  if (typeof fallback === 'string' && containsTemplate(fallback)) {
    problems.push(
      nodeProblem(id, 'fallback', {
        code: 'SETTING_WITHOUT_EFFECT',
        message: `The fallback of ${id} is a fixed value: {{ }} is not evaluated in it`,
        mend: 'Write the value itself, or work it out in a node behind the failure port.',
      }),
    )
  }
  return [...problems.map(asWarning), ...checkFallbackSize(id, fallback)]
}

/** It stands in events and rows as it is, where an output of that size would be kept apart and referenced. */
function checkFallbackSize(id: string, fallback: unknown): Problem[] {
  const length = JSON.stringify(fallback)?.length ?? 0
  if (length <= longestFallback) return []
  return [
    nodeProblem(id, 'fallback', {
      code: 'PARAM_TOO_LARGE',
      message: `The fallback of ${id} has ${length} characters, more than ${longestFallback}`,
      mend: 'Shorten it, or work it out in a node behind the failure port.',
    }),
  ]
}

function checkStart({ id, fields }: NodeView, timeoutSeconds: unknown): Problem[] {
  const { startWithinSeconds } = fields
  if (typeof startWithinSeconds !== 'number' || typeof timeoutSeconds !== 'number') return []
  if (startWithinSeconds <= timeoutSeconds) return []
  const problem = nodeProblem(id, 'startWithinSeconds', {
    code: 'START_AFTER_TIMEOUT',
    message: `The node ${id} may wait ${startWithinSeconds} s for its start, but a run ends after ${timeoutSeconds} s`,
    mend: `Shorten it to ${timeoutSeconds} s at most, or give the run more time.`,
  })
  return [asWarning(problem)]
}

/** What only matters where runs have to wait for their turn. */
const ofAdmission: readonly (readonly [name: string, says: string])[] = [
  ['onLimit', 'What becomes of a run too many'],
  ['startWithinSeconds', 'How long a run may wait for its turn'],
]

function checkAdmission({ settings }: DocumentView): Problem[] {
  if (settings.maxConcurrentExecutions !== undefined) return []
  return ofAdmission
    .filter(([name]) => settings[name] !== undefined)
    .map(([name, says]) =>
      asWarning(
        documentProblem(`settings.${name}`, {
          code: 'SETTING_WITHOUT_EFFECT',
          message: `${says} has no effect: any number of runs may be under way`,
          mend: 'Say how many runs there may be at once, or remove it.',
        }),
      ),
    )
}
