import { expect, it } from 'vitest'
import { toAdvice, toErrorTitle } from './error-words.ts'

const timeout = { code: 'TIMEOUT', message: 'x', retryable: true } as const

it('sends nobody to the logs of a node that no worker started', () => {
  expect(toAdvice(timeout, true).join(' ')).toContain('logs')
  expect(toAdvice(timeout, false).join(' ')).not.toContain('logs')
})

it('advises on a wait that was over otherwise than on work that took too long', () => {
  const over = { ...timeout, retryable: false }
  expect(toErrorTitle(over)).not.toBe(toErrorTitle(timeout))
  expect(toAdvice(over, true)).not.toEqual(toAdvice(timeout, true))
})
