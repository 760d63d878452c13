/** What a person reads about an error: what happened, then what to do; the code comes last. */

import type { ErrorKind as CatalogueKind } from '@heddle/core/errors.ts'

export type ErrorKind = CatalogueKind | 'no-answer'

export interface ErrorText {
  title: string
  text: string
  code: string | undefined
}

interface HeddleError {
  code: string
  kind: string
  message: string
  details: unknown
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The catalogue's error that the server sent, or null for anything else. */
export function heddleError(error: unknown): HeddleError | null {
  if (!isRecord(error) || !isRecord(error.data) || !isRecord(error.data.heddle)) return null
  const { code, kind, message, details } = error.data.heddle
  if (typeof code !== 'string' || typeof kind !== 'string' || typeof message !== 'string') return null
  return { code, kind, message, details }
}

function isKind(kind: string): kind is ErrorKind {
  return kind in advice
}

function httpStatus(error: unknown): number | null {
  if (!isRecord(error) || !isRecord(error.data)) return null
  const { httpStatus } = error.data
  return typeof httpStatus === 'number' ? httpStatus : null
}

/** Sorts any thrown value; without an answer of the server it is `no-answer`. */
export function errorKind(error: unknown): ErrorKind {
  const status = httpStatus(error)
  if (status === 401) return 'unauthenticated'
  const known = heddleError(error)
  if (known !== null && isKind(known.kind)) return known.kind
  if (status === null) return isRecord(error) && error.name === 'TRPCClientError' ? 'no-answer' : 'bug'
  if (status === 503) return 'unavailable'
  if (status === 404) return 'not-found'
  if (status === 403) return 'forbidden'
  if (status === 409) return 'conflict'
  if (status === 413 || status === 429) return 'limit'
  return status < 500 ? 'invalid' : 'bug'
}

const advice: Record<ErrorKind, string> = {
  'no-answer': 'Look whether Heddle still runs, then try again.',
  unauthenticated: 'Sign in again to go on.',
  'not-found': 'It may have been deleted. Go back to the list.',
  invalid: 'Change what you entered and try again.',
  conflict: 'Someone else was faster. Look at what is there now, then try again.',
  precondition: 'Load the page again, then try once more.',
  forbidden: 'Ask an owner of this workspace.',
  limit: 'Make it smaller, or wait a moment and try again.',
  unavailable: 'Running nodes go on; results are written when it is back.',
  bug: 'Try again. When it stays, the log of the server says more.',
}

const happened: Record<ErrorKind, string> = {
  'no-answer': 'The server does not answer',
  unauthenticated: 'You are signed out',
  'not-found': 'This does not exist',
  invalid: 'The server refused this',
  conflict: 'This changed in the meantime',
  precondition: 'The request named no version',
  forbidden: 'You may not do this',
  limit: 'This is more than the server takes',
  unavailable: 'The database does not answer',
  bug: 'Something in Heddle went wrong',
}

/** Those limits of the catalogue that pass with time say so in their own message. */
const smaller = 'Make it smaller and try again.'

/** A message of the catalogue says what happened in its first sentence and what to do in the rest. */
export function errorText(error: unknown): ErrorText {
  const kind = errorKind(error)
  const known = heddleError(error)
  if (known === null || kind === 'bug')
    return { title: happened[kind], text: advice[kind], code: known?.code }
  const [, first = known.message, rest = ''] = /^(.+?)\.(?:\s+(.*))?$/s.exec(known.message) ?? []
  const own = kind === 'limit' ? smaller : advice[kind]
  return { title: first, text: rest === '' ? own : rest, code: known.code }
}

/** What happened and what to do, where they stand in a line. */
export function errorSentences(error: unknown): string {
  const { title, text } = errorText(error)
  return `${title}. ${text}`
}
