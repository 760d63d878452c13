/**
 * Evaluates expressions with limits on time, depth and size. Only a regular expression can escape them: a
 * caller that evaluates what others wrote does so in a thread that it can kill.
 */
import type { JsonSchema } from '../definition/node-type.ts'
import { findChildSchema, hintsOf, isTemplated } from './parameter-schema.ts'
import {
  defaultLimits,
  type ExpressionLimits,
  parseExpression,
  parseWithLimits,
  toExpressionError,
} from './parse-expression.ts'
import { containsTemplate, findLoneExpression, parseTemplate } from './template.ts'
import { toPlainJson } from './to-plain-json.ts'

/** What an expression may read. */
export interface ExpressionScope {
  readonly input: unknown
  readonly nodes: Readonly<Record<string, NodeInScope>>
  readonly item: unknown
  readonly execution: { readonly id: string; readonly startedAt: string | null }
  readonly workflow: { readonly id: string; readonly name: string; readonly version: number }
}

export interface NodeInScope {
  readonly output: unknown
  readonly status: string
  readonly error: unknown
}

export interface ExpressionFailure {
  readonly code: 'EXPRESSION'
  readonly message: string
  /** Path of the parameter, such as `headers.accept`; empty for an expression on its own. */
  readonly path: string
  /** Offset in the string that holds the expression. */
  readonly position: number
}

export type Evaluated<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ExpressionFailure }

/** Evaluates one expression. The value is plain JSON; nothing found is null. Never throws. */
export async function evaluateExpression(
  source: string,
  scope: ExpressionScope,
  limits: ExpressionLimits = defaultLimits,
): Promise<Evaluated> {
  const parsed = limits === defaultLimits ? parseExpression(source) : parseWithLimits(source, limits)
  if (!parsed.ok) return fail(parsed.error)
  try {
    return { ok: true, value: toPlainJson(await parsed.expression.evaluate(scope)) }
  } catch (thrown) {
    return fail(toExpressionError(thrown, source))
  }
}

/** Evaluates an edge's condition: only true counts as true. */
export async function evaluateCondition(
  source: string,
  scope: ExpressionScope,
  limits: ExpressionLimits = defaultLimits,
): Promise<Evaluated<boolean>> {
  const evaluated = await evaluateExpression(source, scope, limits)
  return evaluated.ok ? { ok: true, value: evaluated.value === true } : evaluated
}

export interface ResolveOptions {
  /** The parameters' schema, for its `x-heddle` hints. */
  readonly schema?: JsonSchema
  readonly limits?: ExpressionLimits
}

/** Deeper parameters are refused: validation does so long before. */
const maxParameterDepth = 200

/**
 * Fills every `{{ expression }}` of a node's parameters in, however deep. Parameters that are code themselves
 * (`x-heddle.templated` false, or JSONata as a whole) stay as they are. The first failure ends it.
 */
export async function resolveParams(
  params: Readonly<Record<string, unknown>>,
  scope: ExpressionScope,
  options: ResolveOptions = {},
): Promise<Evaluated<Record<string, unknown>>> {
  const resolving: Resolving = { scope, limits: options.limits ?? defaultLimits }
  const resolved = await resolveValue(resolving, { value: params, schema: options.schema, path: [] })
  // An object stays an object: only strings are replaced.
  return resolved as Evaluated<Record<string, unknown>>
}

interface Resolving {
  readonly scope: ExpressionScope
  readonly limits: ExpressionLimits
}

interface Parameter {
  readonly value: unknown
  readonly schema: JsonSchema | undefined
  readonly path: readonly (string | number)[]
}

async function resolveValue(resolving: Resolving, parameter: Parameter): Promise<Evaluated> {
  const { value, schema, path } = parameter
  if (!isTemplated(schema) || hintsOf(schema).code === 'jsonata') return { ok: true, value }
  if (typeof value === 'string') {
    return containsTemplate(value) ? resolveText(resolving, value, path) : { ok: true, value }
  }
  if (typeof value !== 'object' || value === null) return { ok: true, value }
  if (path.length > maxParameterDepth) {
    return fail({ message: 'The parameters are nested too deeply', position: 0 }, path)
  }
  const isList = Array.isArray(value)
  const entries: [string | number, unknown][] = []
  const keyed: [string | number, unknown][] = isList ? [...value.entries()] : Object.entries(value)
  for (const [key, child] of keyed) {
    const childSchema = findChildSchema(schema, key)
    const resolved = await resolveValue(resolving, {
      value: child,
      schema: childSchema,
      path: [...path, key],
    })
    if (!resolved.ok) return resolved
    entries.push([key, resolved.value])
  }
  return { ok: true, value: isList ? entries.map(([, child]) => child) : Object.fromEntries(entries) }
}

async function resolveText(
  { scope, limits }: Resolving,
  text: string,
  path: Parameter['path'],
): Promise<Evaluated> {
  const template = parseTemplate(text)
  if (template.unclosedAt !== null) {
    return fail({ message: 'A {{ is never closed by }}', position: template.unclosedAt }, path)
  }
  const lone = findLoneExpression(template)
  let filled = ''
  for (const part of template.parts) {
    if (part.kind === 'text') {
      filled += part.text
      continue
    }
    const evaluated = await evaluateExpression(part.source, scope, limits)
    if (!evaluated.ok) {
      const { message, position } = evaluated.error
      return fail({ message, position: position + part.start }, path)
    }
    if (lone !== null) return evaluated
    filled += toText(evaluated.value)
  }
  return { ok: true, value: filled }
}

/** A value inside a longer string: nothing is empty, lists and objects are JSON. */
function toText(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fail(error: { message: string; position: number }, path: Parameter['path'] = []) {
  const where = path.join('.')
  const message =
    where === '' ? error.message : `${where}: ${error.message} (at character ${error.position + 1})`
  return { ok: false, error: { code: 'EXPRESSION', message, path: where, position: error.position } } as const
}
