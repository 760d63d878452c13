import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
const status = z.int().min(100).max(599)

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const

const fields = z.looseObject({
  method: z.enum(methods).optional().meta(describeParam('Method', 'GET when it is empty, POST with a body.')),
  url: z.url({ protocol: /^https?$/, error: 'must be an address like https://example.org/path' }).meta({
    ...describeParam('URL', 'The address to ask.', {
      placeholder: 'https://example.org/items',
      expects: 'an address like https://example.org/path',
    }),
    pattern: '^https?://',
  }),
  headers: z.record(z.string(), scalar).optional().meta(describeParam('Headers', 'Sent with the request.')),
  query: z
    .record(z.string(), z.union([scalar, z.array(scalar)]))
    .optional()
    .meta(describeParam('Query', 'Added to the address.')),
  body: z
    .unknown()
    .optional()
    .meta(describeParam('Body', 'Text as it is; anything else as JSON.', { code: 'json' })),
  timeoutMs: z
    .int()
    .min(1)
    .max(3_600_000)
    .default(30_000)
    .meta(describeParam('Timeout', 'For the whole answer.', { unit: 'ms' })),
  expectStatus: z
    .union([status, z.array(status).min(1)])
    .optional()
    .meta(describeParam('Expected status', 'One or a list; 200 to 299 when it is empty.')),
})

export const httpParams = fields.refine(
  ({ method, body }) => (method !== 'GET' && method !== 'HEAD') || !hasBody(body),
  { error: 'cannot be sent with GET or HEAD. Choose POST, PUT or PATCH.', path: ['body'] },
)

/** A form leaves an empty text where nothing was written. */
export function hasBody(body: unknown): boolean {
  return body !== undefined && body !== null && body !== ''
}

export type HttpParams = z.infer<typeof httpParams>
