/** Node types for core's tests, shaped like those that ship. */
import type { JsonSchema, NodeTypeDeclaration, NodeTypeRegistry } from '../definition/node-type.ts'

export const sampleNodeTypes: NodeTypeRegistry = new Map(
  [
    declare('noop', { type: 'object', properties: { value: {} } }),
    declare('wait', {
      type: 'object',
      properties: { durationMs: { type: 'integer', minimum: 0 }, until: { type: 'string' } },
      oneOf: [{ required: ['durationMs'] }, { required: ['until'] }],
    }),
    declare('shell', {
      type: 'object',
      properties: {
        script: { type: 'string', minLength: 1, 'x-heddle': { code: 'shell' } },
        env: { type: 'object', additionalProperties: { type: 'string' } },
        interpreter: { enum: ['bash', 'sh'], default: 'bash' },
      },
      required: ['script', 'interpreter'],
      additionalProperties: false,
    }),
    declare('javascript', {
      type: 'object',
      properties: { code: { type: 'string', 'x-heddle': { code: 'javascript', templated: false } } },
      required: ['code'],
    }),
    declare('http', {
      type: 'object',
      properties: {
        url: { type: 'string', pattern: '^https?://' },
        timeoutMs: { type: 'integer', minimum: 1 },
        body: {},
      },
      required: ['url'],
    }),
    declare('transform', {
      type: 'object',
      properties: { expression: { type: 'string', 'x-heddle': { code: 'jsonata' } } },
      required: ['expression'],
    }),
    declare('ask', {
      type: 'object',
      properties: {
        name: { type: 'string', pattern: '^[a-z]{1,9}$', 'x-heddle': { expects: '1 to 9 letters' } },
        form: { type: 'object', 'x-heddle': { jsonSchema: true } },
        days: { type: 'integer' },
        until: { type: 'string' },
      },
      not: { required: ['days', 'until'] },
    }),
    { ...declare('branch', { type: 'object' }), ports: ['yes', 'no'] },
  ].map((declaration) => [declaration.type, declaration]),
)

function declare(type: string, params: JsonSchema): NodeTypeDeclaration {
  return {
    type,
    label: type,
    group: 'Tests',
    icon: 'box',
    summary: '',
    docs: '',
    ports: ['success'],
    params,
  }
}
