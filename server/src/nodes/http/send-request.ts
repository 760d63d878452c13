/** One HTTP exchange with limits: on time, redirects and the size of the answer. A dead host is not asked. */
import { hostBreakers } from './host-breakers.ts'

export interface HttpRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string | null
  readonly signal: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  /** A header that came several times is joined by commas; cookies, which cannot be, are always a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly contentType: string
  readonly body: Buffer
}

class HttpLimitError extends Error {
  override readonly name = 'HttpLimitError'
}

const MAX_BODY_BYTES = 16 * 1024 * 1024
const MAX_REDIRECTS = 10
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Another host must not learn what was meant for the first. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization']

export async function sendRequest(request: HttpRequest): Promise<HttpAnswer> {
  let next = request
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const { method, url, headers, body, signal } = next
    const ask = () => fetch(url, { method, headers, body, signal, redirect: 'manual' })
    const response = await hostBreakers.run(url.origin, ask, signal)
    const location = response.headers.get('location')
    if (!REDIRECTS.has(response.status) || location === null) return readAnswer(response)
    await response.body?.cancel()
    next = followRedirect(next, response.status, location)
  }
  throw new HttpLimitError(`The server redirects more than ${MAX_REDIRECTS} times`)
}

function followRedirect(request: HttpRequest, status: number, location: string): HttpRequest {
  const url = URL.parse(location, request.url.href)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new HttpLimitError(`The server redirects to ${location}, which is no HTTP address`)
  }
  const headers = new Headers(request.headers)
  if (url.origin !== request.url.origin) for (const name of CREDENTIALS) headers.delete(name)
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST'
  if (!becomesGet) return { ...request, url, headers }
  headers.delete('content-type')
  return { ...request, url, headers, method: 'GET', body: null }
}

async function readAnswer(response: Response): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop closes the connection.
    if (bytes > MAX_BODY_BYTES) {
      throw new HttpLimitError(`The answer is larger than ${MAX_BODY_BYTES / (1024 * 1024)} MiB`)
    }
    chunks.push(chunk)
  }
  return {
    status: response.status,
    headers: toRecord(response.headers),
    contentType: response.headers.get('content-type') ?? '',
    body: Buffer.concat(chunks),
  }
}

function toRecord(headers: Headers): HttpAnswer['headers'] {
  const cookies = headers.getSetCookie()
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) }
}
