/** The HTTP server: pages, procedures, REST and its reference, behind one set of checks. Listens to nothing yet. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import type pg from 'pg'
import type { ApiParts } from '../api/context.ts'
import { createApiParts } from '../api/create-parts.ts'
import type { EnginePort } from '../api/engine-port.ts'
import { addAuthRoutes } from '../api/http/auth-routes.ts'
import { createAuthenticate } from '../api/http/authenticate.ts'
import { addBodyBudget } from '../api/http/body-budget.ts'
import { answerBrokenRequest } from '../api/http/broken-request.ts'
import { addCallerCheck } from '../api/http/caller-check.ts'
import { replyWithError } from '../api/http/error-reply.ts'
import { createHostCheck } from '../api/http/host-check.ts'
import { addJsonBodies } from '../api/http/json-body.ts'
import { addExampleSite, addPageRoutes } from '../api/http/page-routes.ts'
import { addRequestLimit } from '../api/http/request-limit.ts'
import { addRequestLog } from '../api/http/request-log.ts'
import { addSecurityHeaders } from '../api/http/security-headers.ts'
import { createPages } from '../api/http/serve-pages.ts'
import { addTrpcRoutes } from '../api/http/trpc-routes.ts'
import { addApprovalRoutes, addSignalRoutes } from '../api/rest/approval-routes.ts'
import { addArtifactRoutes } from '../api/rest/artifact-routes.ts'
import { addCheckpointRoutes } from '../api/rest/checkpoint-routes.ts'
import { addDocumentRoutes } from '../api/rest/document-routes.ts'
import { addEventRoutes } from '../api/rest/event-routes.ts'
import { addExecutionRoutes } from '../api/rest/execution-routes.ts'
import { addLimitRoutes } from '../api/rest/limit-routes.ts'
import { addReasonRoutes } from '../api/rest/reason-routes.ts'
import { addSystemRoutes } from '../api/rest/system-routes.ts'
import { addWorkerRoutes } from '../api/rest/worker-routes.ts'
import { addWorkflowRoutes } from '../api/rest/workflow-routes.ts'
import type { HealthReport } from '../api/system/health-shape.ts'
import type { SystemReport } from '../api/system/system-report.ts'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { readAuthSecret } from '../auth/auth-secret.ts'
import type { OwnerSetup } from '../auth/owner-setup.ts'
import { createSessions, type Sessions } from '../auth/sessions.ts'
import type { Bus } from '../bus/bus.ts'
import { loadExamples } from '../examples/load-examples.ts'
import type { Logger } from '../ops/logger.ts'
import type { Presence } from '../presence/presence.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import type { Settings } from './env.ts'
import { openNotifier } from './open-notifier.ts'

export interface HttpDeps {
  readonly settings: Pick<
    Settings,
    | 'host'
    | 'port'
    | 'proxyHops'
    | 'publicUrl'
    | 'dataDir'
    | 'apiKey'
    | 'encryptionKey'
    | 'alertWebhook'
    | 'limits'
  >
  readonly pool: pg.Pool
  readonly engine: EnginePort
  readonly bus: Bus
  readonly presence: Pick<Presence, 'list'>
  readonly queue: Pick<TaskQueue, 'depth'>
  readonly nodeTypes: NodeTypeRegistry
  /** Artifacts and large outputs. */
  readonly contents: Pick<ArtifactStore, 'open' | 'delete'>
  readonly ownerSetup: OwnerSetup
  readonly checkHealth: () => Promise<HealthReport>
  readonly describeSystem: () => SystemReport
  readonly logger: Logger
  readonly version: string
  /** Where the built pages and the examples lie; the project's own folders where nothing is said. */
  readonly pagesFolder?: string
  readonly examplesFolder?: string
}

const PROJECT_FOLDER = join(import.meta.dirname, '../../..')
/** For a request to arrive whole, its body included: as long as the largest document takes on a slow line. */
const REQUEST_TIMEOUT_MS = 300_000
/** A batch of queries stands in one path. */
const MAX_PATH_PART = 10_000

export async function buildHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const { settings, logger } = deps
  const pages = createPages(deps.pagesFolder ?? join(PROJECT_FOLDER, 'web/dist'))
  const loggerInstance: FastifyBaseLogger = logger
  const app = fastify({
    loggerInstance,
    // A line names its request itself, and a child logger for each of thousands a second is not free.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    // So many of the last addresses in X-Forwarded-For were written by proxies of ours; the rest is hearsay.
    trustProxy: settings.proxyHops === 0 ? false : (_address, hop) => hop < settings.proxyHops,
    genReqId: () => randomUUID(),
    requestTimeout: REQUEST_TIMEOUT_MS,
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: MAX_PATH_PART },
    bodyLimit: settings.limits.inputBytes,
    frameworkErrors: (error, request, reply) => void replyWithError(error, request, reply),
  })
  app.setErrorHandler(replyWithError)
  // The procedures check what they are given; schemas of routes are there for the reference.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  addRequestLog(app, logger)
  const isHttps = settings.publicUrl?.startsWith('https:') ?? false
  addSecurityHeaders(app, { inlineScriptHashes: await pages.listInlineScriptHashes(), isHttps })
  const origin = toOrigin(settings)
  const secret = await readAuthSecret(settings)
  const sessions = createSessions({ pool: deps.pool, secret, origin, areCookiesSecure: isHttps })
  addChecks(app, deps, sessions)
  addBodyBudget(app)
  await addRequestLimit(app)
  addJsonBodies(app)
  await addReference(app, deps.version)
  await addRoutes(app, deps, { sessions, origin })
  addPageRoutes(app, pages)
  return app
}

/** Where people open it; a server on all addresses is on this one too. */
function toOrigin({ publicUrl, host, port }: HttpDeps['settings']): string {
  if (publicUrl !== null) return new URL(publicUrl).origin
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function addChecks(app: FastifyInstance, { settings }: HttpDeps, sessions: Sessions): void {
  const checkHost = createHostCheck(settings)
  const authenticate = createAuthenticate({ ...settings, sessions })
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    // A browser cannot be made to send a key, so whoever has one may use any name of this machine.
    if (request.headers.authorization === undefined) checkHost(request.headers.host)
    // By the route, not by the address as it was written: /%61pi leads there too.
    if (/^\/(api|trpc|metrics)(\/|$)/.test(request.routeOptions.url ?? '')) await authenticate(request)
  })
}

async function addRoutes(
  app: FastifyInstance,
  deps: HttpDeps,
  auth: { sessions: Sessions; origin: string },
): Promise<void> {
  const { pool, settings, pagesFolder: _pages, examplesFolder, ...rest } = deps
  const examples = examplesFolder ?? join(PROJECT_FOLDER, 'examples')
  const parts = createApiParts({
    ...rest,
    db: pool,
    runInTransaction: runInTransactionOf(pool),
    examples: await loadExamples(examples, auth.origin),
    limits: settings.limits,
    notifier: openNotifier(settings, rest.logger),
  })
  await addTrpcRoutes(app, parts)
  addAuthRoutes(app, auth)
  addSystemRoutes(app, parts)
  await app.register((scope) => addCallersRoutes(scope, parts))
  addExampleSite(app, createPages(join(examples, 'link-check/site')))
}

/** REST for callers that are known: a stranger is told nothing, not even what is wrong with a request. */
async function addCallersRoutes(scope: FastifyInstance, parts: ApiParts): Promise<void> {
  addCallerCheck(scope)
  await addDocumentRoutes(scope, parts)
  addWorkflowRoutes(scope, parts)
  addWorkerRoutes(scope, parts)
  addLimitRoutes(scope, parts)
  addExecutionRoutes(scope, parts)
  addReasonRoutes(scope, parts)
  addEventRoutes(scope, parts)
  addCheckpointRoutes(scope, parts)
  addApprovalRoutes(scope, parts)
  addSignalRoutes(scope, parts)
  addArtifactRoutes(scope, parts)
}

/** Before the routes: it collects what they say of themselves. */
async function addReference(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Heddle', version, description: 'Workflows, executions and what they left behind.' },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
  })
  const mark = await readFile(join(PROJECT_FOLDER, 'web/public/favicon.svg'))
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    logo: { type: 'image/svg+xml', content: mark, href: '/', target: '_self' },
    theme: { title: 'Heddle API' },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
