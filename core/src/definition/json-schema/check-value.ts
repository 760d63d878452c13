/**
 * Checks a JSON value against a JSON Schema (draft 2020-12, without the dynamic and unevaluated keywords).
 * Problems carry the path of the value. It never throws: a schema that asks too much ends in a problem.
 * Zod's own reader of JSON Schema was tried: it throws on keywords that it lacks, and has no place for templates.
 */
import { countValues } from '../measure-value.ts'
import { toCanonicalJson } from './canonical-json.ts'
import { costOf } from './check-cost.ts'
import { checkArray, checkNumber, checkObject, checkString } from './check-kinds.ts'
import {
  type At,
  type Checking,
  isSchemaObject,
  type Place,
  problemsWith,
  report,
  type ValueProblem,
} from './checking.ts'
import { findReferenced } from './schema-reference.ts'

export interface CheckValueOptions {
  /** True for a value that is taken as it is, whatever its schema says. */
  readonly accepts?: Checking['accepts']
}

/**
 * What a run may cost, in schemas entered: some for each value, and enough for choices within choices. A schema
 * that asks for more ends in a problem after a few tenths of a second, where it could have run for ever.
 */
const stepsToBeginWith = 20_000
const stepsForEachValue = 20
const maxSchemaDepth = 200
const maxProblems = 100
const maxExcerpt = 100

export function checkValue(value: unknown, schema: unknown, options: CheckValueOptions = {}): ValueProblem[] {
  const accepts = options.accepts ?? (() => false)
  const budget = { steps: stepsToBeginWith + stepsForEachValue * countValues(value) }
  const checking: Checking = { root: schema, accepts, problems: [], budget, descend: checkAt }
  checkAt(checking, value, { schema, place: { path: [], depth: 0 } })
  return checking.problems
}

function checkAt(checking: Checking, value: unknown, at: { schema: unknown; place: Place }): void {
  const { schema } = at
  const place = { path: at.place.path, depth: at.place.depth + 1 }
  if (schema === true || checking.problems.length >= maxProblems) return
  if (schema === false) {
    report(checking, place, { keyword: 'false', message: 'is not allowed here' })
    return
  }
  if (!isSchemaObject(schema) || checking.accepts(value, schema)) return
  if (place.depth > maxSchemaDepth || checking.budget.steps <= 0) {
    report(checking, place, { keyword: '$ref', message: 'asks for more checks than Heddle makes' })
    return
  }
  checking.budget.steps -= costOf(value, schema)
  if (typeof schema.$ref === 'string') {
    checkAt(checking, value, { schema: findReferenced(checking.root, schema.$ref), place })
  }
  if (!checkType(checking, value, { schema, place })) return
  checkEqual(checking, value, { schema, place })
  if (typeof value === 'string') checkString(checking, value, { schema, place })
  else if (typeof value === 'number') checkNumber(checking, value, { schema, place })
  else if (Array.isArray(value)) checkArray(checking, value, { schema, place })
  else if (isSchemaObject(value)) checkObject(checking, value, { schema, place })
  checkBranches(checking, value, { schema, place })
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

function checkType(checking: Checking, value: unknown, { schema, place }: At): boolean {
  const { type } = schema
  if (type === undefined) return true
  const allowed = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
  if (allowed.some((name) => hasType(value, name))) return true
  const wanted = allowed.map((name) => typeWords[name] ?? name).join(' or ')
  // Of a number it is known that it is one: what it lacks is to be whole.
  const isFraction = typeof value === 'number' && allowed.includes('integer')
  const message = isFraction ? `must be ${wanted}` : `must be ${wanted}, and is ${typeWords[typeOf(value)]}`
  report(checking, place, { keyword: 'type', message })
  return false
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function hasType(value: unknown, name: string): boolean {
  return name === 'integer' ? Number.isInteger(value) : typeOf(value) === name
}

function checkEqual(checking: Checking, value: unknown, { schema, place }: At): void {
  if (Array.isArray(schema.enum) && !textsOf(schema.enum).has(toCanonicalJson(value))) {
    const allowed = [...textsOf(schema.enum)].slice(0, 12).map(toExcerpt)
    report(checking, place, { keyword: 'enum', message: `must be one of ${allowed.join(', ')}` })
  }
  if ('const' in schema) {
    const [wanted = ''] = textsOf(schema, [schema.const])
    if (wanted !== toCanonicalJson(value))
      report(checking, place, { keyword: 'const', message: `must be ${toExcerpt(wanted)}` })
  }
}

const knownTexts = new WeakMap<object, ReadonlySet<string>>()

/** The allowed values as canonical text, made once however many values are held to them. */
function textsOf(key: object, allowed: readonly unknown[] = key as readonly unknown[]): ReadonlySet<string> {
  const known = knownTexts.get(key)
  if (known !== undefined) return known
  const texts = new Set(allowed.map(toCanonicalJson))
  knownTexts.set(key, texts)
  return texts
}

function toExcerpt(text: string): string {
  return text.length <= maxExcerpt ? text : `${text.slice(0, maxExcerpt)}…`
}

function checkBranches(checking: Checking, value: unknown, { schema, place }: At): void {
  const { anyOf, oneOf, allOf } = schema
  for (const branch of Array.isArray(allOf) ? allOf : []) checkAt(checking, value, { schema: branch, place })
  if (Array.isArray(anyOf)) checkChoice(checking, value, { branches: anyOf, keyword: 'anyOf', place })
  if (Array.isArray(oneOf)) checkChoice(checking, value, { branches: oneOf, keyword: 'oneOf', place })
  if (schema.not !== undefined && problemsWith(checking, value, { schema: schema.not, place }).length === 0) {
    report(checking, place, { keyword: 'not', ...describeForbidden(schema.not) })
  }
  if (schema.if !== undefined) {
    const holds = problemsWith(checking, value, { schema: schema.if, place }).length === 0
    const branch = holds ? schema.then : schema.else
    if (branch !== undefined) checkAt(checking, value, { schema: branch, place })
  }
}

/** Properties that are not to stand beside each other are named; any other form is only refused. */
function describeForbidden(schema: unknown): Pick<ValueProblem, 'message' | 'alternatives'> {
  const names = isSchemaObject(schema) && Object.keys(schema).length === 1 ? schema.required : null
  if (!Array.isArray(names) || names.length < 2) return { message: 'has a form that is not allowed here' }
  const alternatives = names.map(String)
  return { message: `only one of ${alternatives.join(', ')} may be given`, alternatives }
}

interface Choice {
  readonly branches: readonly unknown[]
  readonly keyword: 'anyOf' | 'oneOf'
  readonly place: Place
}

function checkChoice(checking: Checking, value: unknown, { branches, keyword, place }: Choice): void {
  const outcomes = branches.map((schema) => problemsWith(checking, value, { schema, place }))
  const fitting = outcomes.filter((problems) => problems.length === 0).length
  if (fitting === 1 || (fitting > 1 && keyword === 'anyOf')) return
  const alternatives = findAlternatives(branches)
  if (alternatives !== null) {
    const names = alternatives.join(', ')
    const message = fitting > 1 ? `only one of ${names} may be given` : `one of ${names} must be given`
    report(checking, place, { keyword, message, alternatives })
  } else if (fitting > 1) {
    report(checking, place, { keyword, message: `fits ${fitting} forms, and only one may fit` })
  } else {
    const closest = outcomes.toSorted((a, b) => depthOf(b) - depthOf(a))
    const reasons = [...new Set(closest.flatMap((problems) => problems[0]?.message ?? []))].slice(0, 4)
    report(checking, place, { keyword, message: reasons.join(', or ') || 'fits none of the allowed forms' })
  }
}

/** Names of a choice that only asks for one of several properties, such as `durationMs` and `until`; else null. */
function findAlternatives(branches: readonly unknown[]): readonly string[] | null {
  const names = branches.flatMap((branch) => {
    if (!isSchemaObject(branch) || Object.keys(branch).length !== 1 || !Array.isArray(branch.required))
      return []
    return branch.required.length === 1 ? [String(branch.required[0])] : []
  })
  return names.length === branches.length ? names : null
}

/** A branch that fits further down is the one that was meant. */
function depthOf(problems: readonly ValueProblem[]): number {
  return Math.max(0, ...problems.map((problem) => problem.path.length))
}
