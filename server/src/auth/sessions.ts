/**
 * Signing in with e-mail and password, and who a cookie speaks for. The library behind it is loaded with the
 * first request that needs it: automation by key never does.
 */
import type pg from 'pg'
import type { Queryable } from '../store/queryable.ts'
import type { Caller, Role } from './caller.ts'

export interface Sessions {
  /** Answers a request to `/api/auth/*`. The caller has checked its origin. */
  handle(request: Request): Promise<Response>
  /** Null for an absent, foreign or expired cookie. */
  findCaller(cookieHeader: string): Promise<Caller | null>
}

export interface SessionsDeps {
  readonly pool: pg.Pool
  readonly secret: string
  /** Origin that people open, such as `http://127.0.0.1:4400`. */
  readonly origin: string
  readonly areCookiesSecure: boolean
}

const COOKIE_PREFIX = 'heddle'
const SESSION_COOKIE = new RegExp(`(?:^|;\\s*)(?:__Secure-)?${COOKIE_PREFIX}\\.session_token=([^;]+)`)
const THIRTY_DAYS_S = 30 * 24 * 3600
const ONE_DAY_S = 24 * 3600
/** How long an answer is kept: a session that ends elsewhere is noticed this much later. */
const KEPT_MS = 5_000
const MAX_KEPT = 1_000

const memberText = `
SELECT u.id, u.name, u.email, m.role, m.workspace_id, w.name AS workspace_name
  FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id JOIN users u ON u.id = m.user_id
 WHERE m.user_id = $1 ORDER BY m.created_at, m.workspace_id LIMIT 1`

export function createSessions(deps: SessionsDeps): Sessions {
  let loading: ReturnType<typeof loadAuth> | null = null
  const load = () => {
    loading ??= loadAuth(deps)
    return loading
  }
  const kept = new Map<string, { caller: Caller | null; until: number }>()
  return {
    handle: async (request) => {
      // Whoever signs in or out is someone else from now on.
      const token = readToken(request.headers.get('cookie') ?? '')
      const response = await (await load()).handler(request)
      if (token !== null) kept.delete(token)
      return response
    },
    findCaller: async (cookieHeader) => {
      const token = readToken(cookieHeader)
      if (token === null) return null
      const known = kept.get(token)
      if (known !== undefined && known.until > Date.now()) return known.caller
      const auth = await load()
      const session = await auth.api
        .getSession({ headers: new Headers({ cookie: cookieHeader }) })
        .catch((error: unknown) => rethrowCause(deps.pool, error))
      const caller = session === null ? null : await findMember(deps.pool, session.user.id)
      if (kept.size >= MAX_KEPT) kept.clear()
      kept.set(token, { caller, until: Date.now() + KEPT_MS })
      return caller
    },
  }
}

/** The library says that it failed and keeps why to itself: where the database is away, that is what is said. */
async function rethrowCause(db: Queryable, error: unknown): Promise<never> {
  await db.query('SELECT 1')
  throw error
}

function readToken(cookieHeader: string): string | null {
  return SESSION_COOKIE.exec(cookieHeader)?.[1] ?? null
}

async function loadAuth({ pool, secret, origin, areCookiesSecure }: SessionsDeps) {
  const [{ PrismaPg }, { betterAuth }, { prismaAdapter }, { PrismaClient }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('better-auth/minimal'),
    import('@better-auth/prisma-adapter'),
    import('@heddle/prisma/client.ts'),
  ])
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return betterAuth({
    appName: 'Heddle',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    // Accounts are made by the owner's link and by invitation, never by whoever comes along.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: THIRTY_DAYS_S, updateAge: ONE_DAY_S },
    advanced: { cookiePrefix: COOKIE_PREFIX, useSecureCookies: areCookiesSecure },
    // The server limits failed sign-ins itself, by address and account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

async function findMember(db: Queryable, userId: string): Promise<Caller | null> {
  const { rows } = await db.query<{
    id: string
    name: string
    email: string
    role: Role
    workspace_id: string
    workspace_name: string
  }>({ name: 'find-member', text: memberText, values: [userId] })
  const [row] = rows
  if (row === undefined) return null
  const user = { id: row.id, name: row.name, email: row.email }
  return {
    kind: 'session',
    workspaceId: row.workspace_id,
    workspaceName: row.workspace_name,
    role: row.role,
    user,
  }
}
