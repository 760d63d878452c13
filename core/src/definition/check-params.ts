/** Whether each node's type is known and its parameters fit what the type declares. */
import { findChildSchema, hintsOf, isTemplated } from '../expression/parameter-schema.ts'
import { containsTemplate } from '../expression/template.ts'
import { type DocumentView, isObject, type NodeView } from './document-view.ts'
import { checkSchema } from './json-schema/check-schema.ts'
import { checkValue } from './json-schema/check-value.ts'
import type { ValueProblem } from './json-schema/checking.ts'
import type { NameSuggester } from './name-suggestion.ts'
import type { JsonSchema, NodeTypeDeclaration, NodeTypeRegistry } from './node-type.ts'
import { asWarning, nodeProblem, type Problem } from './problem.ts'

/** Longest text of a parameter: what is longer belongs in a file. */
const maxTextLength = 1_048_576

export function checkNodes(view: DocumentView, registry: NodeTypeRegistry): Problem[] {
  const { suggest } = view
  const problems: Problem[] = []
  for (const node of view.nodes.values()) {
    if (node.type === null) continue
    const declaration = registry.get(node.type)
    if (declaration === undefined) problems.push(unknownType(node.id, node.type, { registry, suggest }))
    else problems.push(...checkParams(node, { declaration, suggest }))
  }
  return problems
}

interface Known {
  readonly registry: NodeTypeRegistry
  readonly suggest: NameSuggester
}

function unknownType(id: string, type: string, { registry, suggest }: Known): Problem {
  return nodeProblem(id, 'type', {
    code: 'NODE_TYPE_UNKNOWN',
    message: `The node type ${type} is not known here${suggest(type, registry.keys())}`,
    mend: 'Choose another type, or add the one that is missing to the server.',
  })
}

interface Declared {
  readonly declaration: NodeTypeDeclaration
  readonly suggest: NameSuggester
}

function checkParams(node: NodeView, declared: Declared): Problem[] {
  const found = checkValue(node.params ?? {}, declared.declaration.params, { accepts: isFilledInLater })
  return [
    ...found.map((problem) => toProblem(node, declared, problem)),
    ...checkNames(node, declared),
    ...checkSchemas(node, declared),
    ...checkLengths(node),
  ]
}

/** A type that takes anything still says what it reads: another name is most often a misspelt one. */
function checkNames({ id, params }: NodeView, declared: Declared): Problem[] {
  const { properties, additionalProperties } = declared.declaration.params
  if (!isObject(params) || !isObject(properties) || additionalProperties === false) return []
  if (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0) return []
  const unknown = Object.keys(params).filter((name) => !Object.hasOwn(properties, name))
  return unknown.map((name) => unknownParam(id, declared, [name]))
}

/** Unknown keys are kept and do no harm, so they do not keep anybody from publishing. */
function unknownParam(id: string, { declaration, suggest }: Declared, path: readonly string[]): Problem {
  const known = Object.keys(isObject(declaration.params.properties) ? declaration.params.properties : {})
  return asWarning(
    nodeProblem(id, ['params', ...path].join('.'), {
      code: 'PARAM_UNKNOWN',
      message: `${declaration.label} has no parameter ${path.join('.')}${suggest(path.at(-1) ?? '', known)}`,
      mend: 'Remove it, or correct its name.',
    }),
  )
}

/** Text with an expression in it may become anything, so its own form says nothing. */
function isFilledInLater(value: unknown, schema: Readonly<Record<string, unknown>>): boolean {
  if (typeof value !== 'string' || !containsTemplate(value)) return false
  return isTemplated(schema) && hintsOf(schema).code !== 'jsonata'
}

function toProblem(node: NodeView, { declaration, suggest }: Declared, found: ValueProblem): Problem {
  const path = ['params', ...found.path].join('.')
  const name = found.path.length === 0 ? 'params' : found.path.join('.')
  switch (found.keyword) {
    case 'required':
      return nodeProblem(node.id, path, {
        code: 'PARAM_MISSING',
        message: found.message,
        mend: `Set ${name} of the node ${node.id}.`,
      })
    case 'additionalProperties':
      return unknownParam(node.id, { declaration, suggest }, found.path.map(String))
    default: {
      if (found.alternatives !== undefined) return toChoiceProblem(node, found, found.alternatives)
      const schema = schemaAt(declaration, found.path)
      const message = wordsOf(found, schema)
      return nodeProblem(node.id, path, {
        code: 'PARAM_INVALID',
        message: found.path.length === 0 ? message : `${name} ${message}`,
        mend: isTemplated(schema)
          ? 'Correct the value, or write an expression in {{ }} that gives one.'
          : 'Correct the value.',
      })
    }
  }
}

/** It points at what mends it: the parameter to fill in first, or the one that is too many. */
function toChoiceProblem(
  { id, params }: NodeView,
  { path, message }: ValueProblem,
  names: readonly string[],
): Problem {
  const given =
    path.length === 0 && isObject(params) ? names.filter((name) => Object.hasOwn(params, name)) : []
  return nodeProblem(id, ['params', ...path, given.at(-1) ?? names[0] ?? ''].join('.'), {
    code: 'PARAM_INVALID',
    message: path.length === 0 ? message : `${path.join('.')} ${message}`,
    mend: given.length > 1 ? 'Keep one of them, and empty the others.' : 'Fill in one of them.',
  })
}

function schemaAt({ params }: NodeTypeDeclaration, path: ValueProblem['path']): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>(findChildSchema, params)
}

/** A pattern says little to people: where the type has words for it, these. */
function wordsOf({ keyword, message }: ValueProblem, schema: JsonSchema | undefined): string {
  const { expects } = hintsOf(schema)
  return keyword === 'pattern' && expects !== undefined ? `must be ${expects}` : message
}

/** A parameter that is a JSON Schema is looked at as one, unless expressions have yet to fill it in. */
function checkSchemas({ id, params }: NodeView, { declaration }: Declared): Problem[] {
  if (!isObject(params)) return []
  return Object.entries(params).flatMap(([name, value]) => {
    const isSchema = hintsOf(findChildSchema(declaration.params, name)).jsonSchema === true
    if (!isSchema || !isObject(value) || containsTemplate(JSON.stringify(value))) return []
    return checkSchema(value).map(({ path, message }) =>
      nodeProblem(id, ['params', name, ...path].join('.'), {
        code: 'PARAM_INVALID',
        message: `${name} is no JSON Schema: ${message}${path.length > 1 ? `, at ${path.join('.')}` : ''}`,
        mend: 'Correct it, as in { "type": "object", "properties": {} }.',
      }),
    )
  })
}

function checkLengths({ id, params }: NodeView): Problem[] {
  if (typeof params !== 'object' || params === null) return []
  return Object.entries(params).flatMap(([name, value]) => {
    if (typeof value !== 'string' || value.length <= maxTextLength) return []
    const message = `${name} is longer than ${maxTextLength} characters`
    const mend = 'Keep the text in a file, and read it in the node.'
    return [nodeProblem(id, `params.${name}`, { code: 'PARAM_TOO_LARGE', message, mend })]
  })
}
