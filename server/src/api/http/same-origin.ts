/**
 * Keeps other sites from acting with a visitor's cookie. Browsers say where a request comes from, and no page
 * can make them lie; programs say nothing and carry no cookie that somebody else put there.
 */
import { DomainError } from '@heddle/core/errors.ts'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface RequestOrigin {
  readonly method: string
  readonly headers: {
    readonly host?: string | undefined
    readonly origin?: string | undefined
    readonly 'sec-fetch-site'?: string | string[] | undefined
  }
}

/** Throws FORBIDDEN for a change that another site asks for. */
export function checkSameOrigin({ method, headers }: RequestOrigin, publicUrl: string | null): void {
  if (safeMethods.has(method) || isOwn(headers, publicUrl)) return
  const reason = 'The request comes from another site'
  throw new DomainError('FORBIDDEN', { reason }, { message: `${reason}.` })
}

function isOwn(headers: RequestOrigin['headers'], publicUrl: string | null): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined) {
    const from = URL.parse(origin)
    return (
      from !== null &&
      (from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin))
    )
  }
  return site === undefined || site === 'same-origin' || site === 'none'
}
