/** Whether the workflow's input schema is a schema that inputs can be held to. */
import type { DocumentView } from './document-view.ts'
import { checkSchema } from './json-schema/check-schema.ts'
import { documentProblem, type Problem } from './problem.ts'

export function checkInputSchema({ inputSchema }: DocumentView): Problem[] {
  if (inputSchema === undefined) return []
  return checkSchema(inputSchema).map(({ path, message }) =>
    documentProblem(['inputSchema', ...path].join('.'), {
      code: 'INPUT_SCHEMA_INVALID',
      message,
      mend: 'Correct the schema; it is JSON Schema, as in { "type": "object", "properties": {} }.',
    }),
  )
}
