/** Whether expressions can be read, and whether the nodes that they read come before. */
import { readReferences } from '../expression/read-references.ts'
import { collectNodeExpressions } from './collect-node-expressions.ts'
import type { DocumentView } from './document-view.ts'
import type { NodeTypeRegistry } from './node-type.ts'
import { edgeProblem, nodeProblem, type Problem } from './problem.ts'
import type { UpstreamQuery } from './upstream-query.ts'

type Words = Pick<Problem, 'code' | 'message' | 'mend'>

interface Reader {
  /** Node whose results must be there when the expression is evaluated. */
  readonly at: string
  /** True where that node's own result is there too, as for the condition of an edge that leaves it. */
  readonly readsItself: boolean
  readonly source: string
  /** Offset of the source in the field that holds it. */
  readonly start: number
}

export function checkExpressions(
  view: DocumentView,
  registry: NodeTypeRegistry,
  upstream: UpstreamQuery,
): Problem[] {
  return [...checkNodeExpressions(view, registry, upstream), ...checkConditions(view, upstream)]
}

function checkNodeExpressions(
  view: DocumentView,
  registry: NodeTypeRegistry,
  upstream: UpstreamQuery,
): Problem[] {
  const problems: Problem[] = []
  for (const node of view.nodes.values()) {
    const { expressions, unclosed } = collectNodeExpressions(node, registry)
    for (const { path, source, start } of expressions) {
      const reader = { at: node.id, readsItself: false, source, start }
      for (const words of checkExpression(view, upstream, reader)) {
        problems.push(nodeProblem(node.id, path.join('.'), words))
      }
    }
    for (const { path, position } of unclosed) {
      const message = `A {{ is never closed by }} (at character ${position + 1})`
      const mend = 'Close it, or write {{ "{{" }} where two braces are meant.'
      problems.push(nodeProblem(node.id, path.join('.'), { code: 'EXPRESSION_UNCLOSED', message, mend }))
    }
  }
  return problems
}

function checkConditions(view: DocumentView, upstream: UpstreamQuery): Problem[] {
  return view.edges.flatMap((edge) => {
    if (edge.when === null) return []
    const reader = { at: edge.source, readsItself: true, source: edge.when, start: 0 }
    return checkExpression(view, upstream, reader).map((words) => edgeProblem(edge.index, 'when', words))
  })
}

function checkExpression(view: DocumentView, upstream: UpstreamQuery, reader: Reader): Words[] {
  const parsed = readReferences(reader.source)
  if (!parsed.ok) {
    const { message, position } = parsed.error
    const place = `at character ${reader.start + position + 1}`
    return [
      {
        code: 'EXPRESSION_SYNTAX',
        message: `${message} (${place})`,
        mend: 'Correct the expression. It is JSONata: text in quotes, nodes by nodes.<id>.output.',
      },
    ]
  }
  return [...parsed.references.nodes].flatMap((id) => checkReference(view, upstream, { ...reader, id }))
}

function checkReference(view: DocumentView, upstream: UpstreamQuery, read: Reader & { id: string }): Words[] {
  const { id, at } = read
  if (!view.nodes.has(id)) {
    const message = `The expression reads the node ${id}, which is not there${view.suggest(id, view.nodes.keys())}`
    const mend = 'Name a node by its id; quote ids with other characters, as in nodes.`split-log`.output.'
    return [{ code: 'REFERENCE_UNKNOWN_NODE', message, mend }]
  }
  if (id === at && read.readsItself) return []
  if (id !== at && upstream(id, at) !== false) return []
  const message =
    id === at
      ? `The expression reads ${id} itself, whose output is not there yet`
      : `The expression reads ${id}, which does not come before ${at}`
  return [
    {
      code: 'REFERENCE_NOT_UPSTREAM',
      message,
      mend: `Join ${id} to ${at} with an edge, or read another node.`,
    },
  ]
}
