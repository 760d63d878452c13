/** Lists every expression of a node with its place in it: those of its parameters, of its limit keys and of its cache. */
import { type CollectedExpressions, collectExpressions } from '../expression/collect-expressions.ts'
import { isObject, type NodeView } from './document-view.ts'
import type { NodeTypeRegistry } from './node-type.ts'

/** Paths begin at the node, such as `params`, `url`. Values of a wrong kind are left to the check of the shape. */
export function collectNodeExpressions(
  { type, params, fields }: NodeView,
  registry: NodeTypeRegistry,
): CollectedExpressions {
  const { concurrencyKey, rateLimit, cache } = fields
  const isLimited = concurrencyKey !== undefined || rateLimit !== undefined
  const parts = [
    isObject(params) ? at('params', collectExpressions(params, registry.get(type ?? '')?.params)) : none,
    isLimited ? collectExpressions({ concurrencyKey, rateLimit: keyOf(rateLimit) }) : none,
    isObject(cache) ? at('cache', collectInputs(cache.inputs)) : none,
  ]
  return {
    expressions: parts.flatMap(({ expressions }) => expressions),
    unclosed: parts.flatMap(({ unclosed }) => unclosed),
  }
}

const none: CollectedExpressions = { expressions: [], unclosed: [] }

function at(start: string, { expressions, unclosed }: CollectedExpressions): CollectedExpressions {
  return {
    expressions: expressions.map((found) => ({ ...found, path: [start, ...found.path] })),
    unclosed: unclosed.map((found) => ({ ...found, path: [start, ...found.path] })),
  }
}

function keyOf(rateLimit: unknown): unknown {
  return isObject(rateLimit) ? { key: rateLimit.key } : undefined
}

/** Each is an expression as a whole. */
function collectInputs(inputs: unknown): CollectedExpressions {
  const sources = Array.isArray(inputs) ? inputs : []
  const expressions = sources.flatMap((source, index) =>
    typeof source === 'string' ? [{ path: ['inputs', index], source, start: 0 }] : [],
  )
  return { expressions, unclosed: [] }
}
