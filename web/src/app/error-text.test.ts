import { describe, expect, it } from 'vitest'
import { errorKind, errorText, heddleError } from './error-text.ts'

const sent = (kind: string, message: string, httpStatus = 409) => ({
  name: 'TRPCClientError',
  data: { httpStatus, heddle: { code: 'SOME_CODE', kind, message, details: {} } },
})

describe('what a person reads about an error', () => {
  it('takes the first sentence of the catalogue as what happened and the rest as what to do', () => {
    expect(errorText(sent('conflict', 'Runs are live. Cancel them. Then delete.'))).toEqual({
      title: 'Runs are live',
      text: 'Cancel them. Then delete.',
      code: 'SOME_CODE',
    })
  })

  it('adds what to do where the message does not say', () => {
    expect(errorText(sent('not-found', 'No such node.')).text).toBe(
      'It may have been deleted. Go back to the list.',
    )
  })

  it('promises no second try of an order that met no server: there is none', () => {
    expect(errorText({ name: 'TRPCClientError' })).toMatchObject({
      title: 'The server does not answer',
      text: expect.stringMatching(/, then try again\.$/),
    })
  })

  it('asks for less where something is too large, which no waiting mends', () => {
    expect(errorText(sent('limit', 'The input is too large.', 413)).text).toBe(
      'Make it smaller and try again.',
    )
  })

  it('promises of a press that no server heard no second try by itself', () => {
    expect(errorText({ name: 'TRPCClientError' }).text).toBe(
      'Look whether Heddle still runs, then try again.',
    )
  })

  it('never shows the words of a bug', () => {
    expect(errorText(sent('bug', 'undefined is not a function', 500)).title).toBe(
      'Something in Heddle went wrong',
    )
  })

  it.each([
    ['an answer that says 401', sent('forbidden', 'x', 401), 'unauthenticated'],
    ['no answer at all', { name: 'TRPCClientError' }, 'no-answer'],
    ['a bare 503', { name: 'TRPCClientError', data: { httpStatus: 503 } }, 'unavailable'],
    ['a kind that nobody knows', sent('strange', 'x', 422), 'invalid'],
    ['any other thrown value', new Error('x'), 'bug'],
    ['nothing', null, 'bug'],
  ])('sorts %s', (_, error, kind) => {
    expect(errorKind(error)).toBe(kind)
  })

  it('reads the catalogue error only when it is whole', () => {
    expect(heddleError({ data: { heddle: { code: 1 } } })).toBeNull()
    expect(heddleError(sent('conflict', 'x'))?.code).toBe('SOME_CODE')
  })
})
