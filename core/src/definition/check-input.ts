/** Holds the input of an execution to the workflow's input schema, and fills the schema's defaults in. */
import { checkValue } from './json-schema/check-value.ts'
import { isSchemaObject } from './json-schema/checking.ts'
import { findOversize, maxDepth } from './measure-value.ts'

export interface InputProblem {
  /** Place in the input, such as `limits.rows`; empty for the whole. */
  readonly path: string
  readonly message: string
}

export interface CheckedInput {
  /** The input with defaults of top-level properties filled in. Meaningless where there are problems. */
  readonly input: unknown
  readonly problems: readonly InputProblem[]
}

/**
 * No input at all counts as an empty object. The input given is left as it is.
 * Never throws, also for a schema that is not one: such a schema lets everything through that it does not forbid.
 */
export function checkInput(input: unknown, inputSchema: unknown): CheckedInput {
  const given = input === undefined ? {} : input
  const oversize = findOversize(given)
  if (oversize !== null) {
    const message =
      oversize.what === 'depth' ? `is nested more than ${maxDepth} deep` : 'holds too many values'
    return { input: given, problems: [{ path: oversize.path.slice(0, 8).join('.'), message }] }
  }
  const filled = fillDefaults(given, inputSchema)
  const problems = checkValue(filled, inputSchema ?? true)
  return {
    input: filled,
    problems: problems.map(({ path, message }) => ({ path: path.join('.'), message })),
  }
}

function fillDefaults(input: unknown, inputSchema: unknown): unknown {
  if (!isSchemaObject(input) || !isSchemaObject(inputSchema) || !isSchemaObject(inputSchema.properties))
    return input
  const missing = Object.entries(inputSchema.properties).flatMap(([key, property]) =>
    isSchemaObject(property) && 'default' in property && !Object.hasOwn(input, key)
      ? [[key, property.default]]
      : [],
  )
  return missing.length === 0 ? input : Object.fromEntries([...Object.entries(input), ...missing])
}
