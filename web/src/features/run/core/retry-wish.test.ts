import { describe, expect, it } from 'vitest'
import {
  isUnfinished,
  type RetryWish,
  toEditedInput,
  toFirstWish,
  toggleNode,
  toRetryQuestion,
  withText,
} from './retry-wish.ts'

const first = toFirstWish('failed')
const ask = (more: Partial<RetryWish>) => toRetryQuestion('run', { ...first, ...more })

describe('what is asked of a retry', () => {
  it('names nothing but where it begins, unless the person chose more', () => {
    expect(ask({})).toEqual({ executionId: 'run', from: 'failed' })
    expect(ask({ version: 3, input: toEditedInput({ a: 1 }, 'form') })).toEqual({
      executionId: 'run',
      from: 'failed',
      version: 3,
      input: { a: 1 },
    })
  })

  it('waits until a node is chosen', () => {
    expect(ask({ start: 'chosen' })).toBeNull()
    expect(toRetryQuestion('run', toggleNode(first, 'a'))?.from).toEqual(['a'])
    expect(toRetryQuestion('run', toggleNode(toggleNode(first, 'a'), 'a'))).toBeNull()
  })

  it('waits while the input is no JSON yet, and then takes it', () => {
    const typing = withText(toEditedInput({ a: 1 }, 'json'), '{ "a": ')
    expect(isUnfinished(typing)).toBe(true)
    expect(ask({ input: typing })).toBeNull()
    expect(ask({ input: withText(typing, '{ "a": 2 }') })?.input).toEqual({ a: 2 })
  })
})
