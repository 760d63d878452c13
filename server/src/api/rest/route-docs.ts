/**
 * What the reference says of a route. Nothing here checks a request: the procedures do, so that pages and
 * programs are refused for the same reasons.
 */
import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import { errorSchema } from './wire-shapes.ts'

export interface RouteDocs {
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  /** Headers that the call looks at, in lower case. */
  readonly headers?: z.ZodType
  readonly body?: z.ZodType
  readonly responses: Readonly<Record<number, z.ZodType | ByMediaType>>
  /** Statuses besides those that every call may answer. */
  readonly errors: readonly number[]
  readonly isPublic?: boolean
}

/** What is answered in other media types than JSON alone. */
type ByMediaType = Readonly<Record<string, z.ZodType>>

const errorsOfAll = [400, 401, 403, 429, 503]

export const idParams = z.object({ id: z.uuid() })

export function describeRoute(docs: RouteDocs): FastifySchema {
  const errors = docs.isPublic ? docs.errors : [...errorsOfAll, ...docs.errors]
  const responses = Object.entries(docs.responses).map(([code, schema]) => [
    code,
    schema instanceof z.ZodType ? toJsonSchema(schema, 'output') : toContent(schema),
  ])
  return {
    summary: docs.summary,
    tags: [docs.tag],
    security: docs.isPublic ? [] : [{ key: [] }],
    ...(docs.description && { description: docs.description }),
    ...(docs.params && { params: toJsonSchema(docs.params, 'input') }),
    ...(docs.query && { querystring: toJsonSchema(docs.query, 'input') }),
    ...(docs.headers && { headers: toJsonSchema(docs.headers, 'input') }),
    ...(docs.body && { body: toJsonSchema(docs.body, 'input') }),
    response: Object.fromEntries([...responses, ...errors.map((code) => [code, errorJson])]),
  }
}

function toContent(answers: ByMediaType): object {
  const content = Object.entries(answers).map(([type, schema]) => [
    type,
    { schema: toJsonSchema(schema, 'output') },
  ])
  return { content: Object.fromEntries(content) }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}

const errorJson = toJsonSchema(errorSchema, 'output')
