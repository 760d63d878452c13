import { isUtf8 } from 'node:buffer'
import { CircuitOpenError } from '../../resilience/create-breaker.ts'
import { defineNodeType } from '../define-node-type.ts'
import { type AttemptContext, NodeFailure, type RunResult } from '../node-type.ts'
import { type HttpParams, hasBody, httpParams } from './params.ts'
import { type HttpAnswer, type HttpRequest, sendRequest } from './send-request.ts'

const docs = `Sends an HTTP request. Its output is \`{ "status", "headers", "body" }\`.

The body of the answer is parsed where it is JSON, text where it is text, and \`{ "base64": "..." }\` otherwise,
at most 16 MiB. A header that came several times is joined by commas; \`set-cookie\` is a list. Up to ten redirects are followed; credentials stay with the host they were meant for.

A status that is not expected fails the node with \`HTTP_STATUS\`. 408, 425, 429, 5xx, a network error and a
timeout may be tried again by the node's retry policy; other statuses are not.

A host that refused or broke several connections in a row is left alone for a moment: nodes that ask it then fail
at once, and may be tried again. Answers, whatever their status, never count.
`

export const http = defineNodeType({
  type: 'http',
  label: 'HTTP',
  group: 'Data',
  icon: 'globe',
  summary: 'Asks an HTTP server and reads its answer.',
  docs,
  detail: '{method}',
  params: httpParams,
  run: runHttp,
})

const EXCERPT_CHARACTERS = 2_000

async function runHttp(context: AttemptContext<HttpParams>): Promise<RunResult> {
  const { params } = context
  const { timeoutMs } = params
  const timeout = AbortSignal.timeout(timeoutMs)
  const request = toRequest(params, AbortSignal.any([timeout, context.signal]))
  const answer = await sendRequest(request).catch((error: unknown) => {
    if (timeout.aborted) throw toTimeout(timeoutMs)
    throw error instanceof CircuitOpenError ? toHostAway(error, request) : toNetworkFailure(error, request)
  })
  const body = toBody(answer)
  if (isExpected(answer.status, params.expectStatus)) {
    return { ok: true, output: { status: answer.status, headers: answer.headers, body } }
  }
  const excerpt = typeof body === 'string' ? body.slice(0, EXCERPT_CHARACTERS) : toExcerpt(body)
  return {
    ok: false,
    error: {
      code: 'HTTP_STATUS',
      message: `${request.method} ${request.url.origin}${request.url.pathname} answered ${answer.status}.`,
      retryable: isTemporary(answer.status),
      details: { status: answer.status, headers: answer.headers, body: excerpt },
    },
  }
}

function toRequest(params: HttpParams, signal: AbortSignal): HttpRequest {
  const url = new URL(params.url)
  if (url.username !== '' || url.password !== '') throw credentialsInUrl()
  for (const [name, value] of Object.entries(params.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(item))
  }
  const headers = toHeaders(params.headers ?? {})
  if (!hasBody(params.body)) return { method: params.method ?? 'GET', url, headers, body: null, signal }
  const body = typeof params.body === 'string' ? params.body : JSON.stringify(params.body)
  if (typeof params.body !== 'string' && !headers.has('content-type')) {
    headers.set('content-type', 'application/json')
  }
  return { method: params.method ?? 'POST', url, headers, body, signal }
}

/** They would stand in the error and in the log. */
function credentialsInUrl(): NodeFailure {
  return new NodeFailure({
    code: 'INVALID_PARAMS',
    message: 'url must hold no name and password. Send them as the header Authorization.',
    retryable: false,
    details: { path: 'url' },
  })
}

function toHeaders(given: NonNullable<HttpParams['headers']>): Headers {
  const headers = new Headers({ 'user-agent': 'heddle' })
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.set(name, String(value))
    } catch {
      const message = `headers.${name} is no valid header. Take line breaks and spaces in its name out.`
      throw new NodeFailure({
        code: 'INVALID_PARAMS',
        message,
        retryable: false,
        details: { path: 'headers' },
      })
    }
  }
  return headers
}

function toBody({ body, contentType }: HttpAnswer): unknown {
  if (body.length === 0) return null
  const isText = isUtf8(body)
  if (/[/+]json\b/i.test(contentType) && isText) {
    try {
      return JSON.parse(body.toString('utf8'))
    } catch {
      // It says JSON and is none: the text shows what it is.
      return body.toString('utf8')
    }
  }
  return isText ? body.toString('utf8') : { base64: body.toString('base64') }
}

function isExpected(status: number, expected: HttpParams['expectStatus']): boolean {
  if (expected === undefined) return status >= 200 && status < 300
  return Array.isArray(expected) ? expected.includes(status) : expected === status
}

function isTemporary(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429
}

function toExcerpt(body: unknown): unknown {
  const text = JSON.stringify(body)
  return text.length <= EXCERPT_CHARACTERS ? body : text.slice(0, EXCERPT_CHARACTERS)
}

function toTimeout(timeoutMs: number): NodeFailure {
  const message = `The server did not answer within ${timeoutMs} ms.`
  return new NodeFailure({ code: 'TIMEOUT', message, retryable: true, details: { timeoutMs } })
}

/** The node's retry policy waits; until then nobody asks. */
function toHostAway({ retryAt, cause }: CircuitOpenError, { method, url }: HttpRequest): NodeFailure {
  const time = retryAt.toISOString()
  const reason = toReason(cause)
  return new NodeFailure({
    code: 'THROWN',
    message: `${method} ${url.origin}${url.pathname} was not sent: the host did not answer lately (${reason}). It is asked again from ${time} on.`,
    retryable: true,
    details: { code: 'HOST_AWAY', retryAt: time },
  })
}

function toNetworkFailure(error: unknown, { method, url }: HttpRequest): NodeFailure {
  const code = codeOf(error)
  const isLimit = error instanceof Error && error.name === 'HttpLimitError'
  return new NodeFailure({
    code: 'THROWN',
    message: `${method} ${url.origin}${url.pathname} failed: ${toReason(error)}.`,
    retryable: !isLimit,
    details: typeof code === 'string' ? { code } : {},
  })
}

/** What broke a connection stands in the cause of what `fetch` throws. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error
}

function codeOf(error: unknown): unknown {
  const cause = causeOf(error)
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
}

function toReason(error: unknown): string {
  const cause = causeOf(error)
  const reason = cause instanceof Error ? cause.message : String(cause)
  return reason || String(codeOf(error) ?? 'the connection broke')
}
