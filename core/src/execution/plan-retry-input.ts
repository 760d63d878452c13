/**
 * Whether a node reads the input of its execution, seen without running it: what a retry with another input has
 * to run again. Code in a language that gets the input handed to it counts as reading it where it could.
 */
import type { NodeTypeRegistry, ParameterHints } from '../definition/node-type.ts'
import { collectExpressions } from '../expression/collect-expressions.ts'
import { findChildSchema, hintsOf } from '../expression/parameter-schema.ts'
import { readReferences } from '../expression/read-references.ts'
import type { PlanNode } from '../plan/compile-plan.ts'

type Reader = (code: string) => boolean

/** A script finds the input in a file whose place only this variable tells; it may hand the name on to a program. */
const readsInputFile: Reader = (script) => script.includes('HEDDLE_INPUT')

/** A default export with no parameter, or with one that is taken apart by name. */
const namedParameters =
  /export\s+default\s+(?:async\s+)?(?:function\b\s*\*?\s*[\w$]*\s*)?\(\s*(?:\{[^{}.]*\}\s*)?\)/

/** A function gets the input by its name; one that keeps all it gets in one variable may read it from there. */
const readsInputName: Reader = (code) => /\binput\b/.test(code) || !namedParameters.test(code)

const readers: Partial<Record<NonNullable<ParameterHints['code']>, Reader>> = {
  shell: readsInputFile,
  javascript: readsInputName,
}

type Work = Pick<PlanNode, 'type' | 'params'>

/** A type that is not known may read anything. Cost O(size of the parameters). */
export function createInputReading(registry: NodeTypeRegistry): (node: Work) => boolean {
  function readsInput({ type, params }: Work): boolean {
    const schema = registry.get(type)?.params
    if (schema === undefined) return true
    const { expressions } = collectExpressions(params, schema)
    if (expressions.some(({ source }) => mayReadInput(source))) return true
    return Object.entries(params).some(([name, value]) => {
      const { code, graph } = hintsOf(findChildSchema(schema, name))
      if (graph) return graphReadsInput(value)
      return typeof value === 'string' && code !== undefined && readers[code]?.(value) === true
    })
  }

  /** A graph inside a node gets the input of the execution around it. */
  function graphReadsInput(graph: unknown): boolean {
    if (!isObject(graph)) return false
    const nodes = isObject(graph.nodes) ? Object.values(graph.nodes) : []
    const edges = Array.isArray(graph.edges) ? graph.edges : []
    return nodes.some((node) => readsInput(toWork(node))) || edges.some(conditionReadsInput)
  }

  return readsInput
}

function toWork(node: unknown): Work {
  const { type, params } = isObject(node) ? node : {}
  return { type: typeof type === 'string' ? type : '', params: isObject(params) ? params : {} }
}

function conditionReadsInput(edge: unknown): boolean {
  return isObject(edge) && typeof edge.when === 'string' && mayReadInput(edge.when)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function mayReadInput(source: string): boolean {
  const read = readReferences(source)
  return !read.ok || read.references.input
}
