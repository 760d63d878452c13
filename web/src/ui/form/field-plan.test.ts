import { describe, expect, it } from 'vitest'
import { planFields, toLabel } from './field-plan.ts'

function controlOf(property: Record<string, unknown>) {
  return planFields({ type: 'object', properties: { p: property } })[0]?.control
}

describe('planning the fields of a schema', () => {
  it.each([
    [{ type: 'string' }, { kind: 'text', multiline: false }],
    [
      { type: 'string', enum: ['GET', 'POST'] },
      { kind: 'select', options: ['GET', 'POST'] },
    ],
    [
      { type: 'string', 'x-heddle': { code: 'shell' } },
      { kind: 'code', language: 'shell' },
    ],
    [
      { type: 'integer', minimum: 1 },
      { kind: 'number', whole: true, min: 1 },
    ],
    [{ anyOf: [{ type: 'number' }, { type: 'string' }] }, { kind: 'number', whole: false }],
    [{ type: 'boolean' }, { kind: 'switch' }],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { kind: 'pairs' }],
    [{ type: 'array', items: { type: 'integer' } }, { kind: 'json' }],
    [{}, { kind: 'json' }],
  ])('draws %j as %j', (property, expected) => {
    expect(controlOf(property)).toEqual(expected)
  })

  it('draws a list of objects with plain fields as rows of those fields', () => {
    const item = { type: 'object', title: 'Case', properties: { port: { type: 'string' } } }
    expect(controlOf({ type: 'array', items: item })).toMatchObject({
      kind: 'rows',
      item: 'Case',
      fields: [{ name: 'port', control: { kind: 'text' } }],
    })
    const deep = { type: 'object', properties: { of: { type: 'array', items: item } } }
    expect(controlOf({ type: 'array', items: deep })).toEqual({ kind: 'json' })
  })

  it('asks nothing where the default is all that is allowed', () => {
    expect(planFields({ properties: { mode: { enum: ['first'], default: 'first' } } })).toEqual([])
    expect(planFields({ properties: { mode: { enum: ['first'] } } })).toHaveLength(1)
  })

  it('marks what is required and takes title, description and default along', () => {
    const schema = {
      required: ['url'],
      properties: { url: { type: 'string', title: 'Address', description: 'Where to', default: 'x' } },
    }
    expect(planFields(schema)[0]).toMatchObject({
      label: 'Address',
      help: 'Where to',
      required: true,
      fallback: 'x',
    })
  })

  it('makes a label from a name', () => {
    expect(['url', 'expectStatus', 'timeoutMs', 'retry_after'].map(toLabel)).toEqual([
      'URL',
      'Expect status',
      'Timeout',
      'Retry after',
    ])
  })
})
