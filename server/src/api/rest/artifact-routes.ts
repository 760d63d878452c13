/** REST over what nodes left behind: artifacts, and outputs too large to stand in an answer. */
import { Readable } from 'node:stream'
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Caller } from '../../auth/caller.ts'
import { findArtifact } from '../../store/find-artifact.ts'
import { findNodeRowById } from '../../store/find-node.ts'
import { isUuid } from '../../store/is-uuid.ts'
import type { ApiParts } from '../context.ts'
import { setForeignContentHeaders } from '../http/security-headers.ts'
import { createCallerOf } from './caller-of.ts'
import { limitQuery } from './query.ts'
import { type ByteRange, parseRange } from './range.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { toWireArtifact } from './to-wire.ts'
import * as shapes from './wire-shapes.ts'

const listQuerySchema = z.object({
  node_id: z.string().optional(),
  limit: limitQuery,
  cursor: z.uuid('is not a cursor of this list').optional(),
})
const contentQuerySchema = z.object({ download: z.string().optional() })

export function addArtifactRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { contents: store } = parts
  const callerOf = createCallerOf(parts)

  const list = { schema: describeRoute(docs.list) }
  app.get<{ Params: { id: string } }>('/api/executions/:id/artifacts', list, async (request) => {
    const { node_id: nodeId, limit = 500, cursor } = listQuerySchema.parse(request.query)
    const caller = callerOf(request)
    const executionId = request.params.id
    await caller.executions.getReport({ executionId, nodes: 'none' })
    const page = await caller.artifacts.list({ executionId, nodeId, cursor, limit })
    return { items: page.items.map(toWireArtifact), next_cursor: page.nextCursor }
  })

  const content = { schema: describeRoute(docs.content), exposeHeadRoute: true }
  app.get<{ Params: { id: string } }>('/api/artifacts/:id/content', content, async (request, reply) => {
    const { workspaceId } = requireCaller(request)
    const artifactId = request.params.id
    const artifact = isUuid(artifactId) ? await findArtifact(parts.db, { workspaceId, artifactId }) : null
    if (artifact === null) throw new DomainError('ARTIFACT_NOT_FOUND', { artifactId })
    const { download } = contentQuerySchema.parse(request.query)
    const disposition =
      download === undefined && isShownInPlace(artifact.contentType) ? 'inline' : 'attachment'
    const name = artifact.name.slice(artifact.name.lastIndexOf('/') + 1)
    reply.header('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`)
    return sendContent(store, { request, reply }, { ...artifact, key: artifact.storageKey })
  })

  const output = { schema: describeRoute(docs.output) }
  app.get<{ Params: { id: string; node_id: string } }>(
    '/api/executions/:id/nodes/:node_id/output',
    output,
    async (request, reply) => {
      const { id: executionId, node_id: nodeId } = request.params
      await callerOf(request).executions.getReport({ executionId, nodes: 'none' })
      const row = await findNodeRowById(parts.db, { executionId, nodeId })
      if (row === null || (row.output_ref === null && !row.has_output))
        throw new DomainError('NODE_NOT_FOUND', { nodeId }, { message: 'The node has given no output.' })
      if (row.output_ref === null) return reply.type('application/json').send(JSON.stringify(row.output))
      return sendContent(store, { request, reply }, { ...row.output_ref, contentType: 'application/json' })
    },
  )
}

interface Content {
  readonly key: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly sha256: string
}

async function sendContent(
  store: ApiParts['contents'],
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { key, contentType, sizeBytes, sha256 }: Content,
): Promise<FastifyReply> {
  const etag = `"${sha256}"`
  setForeignContentHeaders(reply)
  reply.headers({
    etag,
    'x-checksum-sha256': sha256,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': /^text\/(?!.*charset)/.test(contentType) ? `${contentType}; charset=utf-8` : contentType,
  })
  if (request.headers['if-none-match'] === etag) return reply.status(304).send()
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag
  const range = isSame ? parseRange(request.headers.range, sizeBytes) : 'whole'
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${sizeBytes}`)
    throw new DomainError('RANGE_NOT_SATISFIABLE', { sizeBytes })
  }
  // For the head alone nothing is read: text would be measured in its place, a stream is not.
  const openContent = async (part?: ByteRange) =>
    request.method === 'HEAD' ? Readable.from([]) : store.open(key, part)
  if (range === 'whole') {
    reply.header('content-length', sizeBytes)
    return reply.send(sizeBytes === 0 ? '' : await openContent())
  }
  const { start, end } = range
  reply.status(206).header('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  reply.header('content-length', end - start + 1)
  return reply.send(await openContent(range))
}

/** What a browser shows without running anything that matters; the rest is saved. */
function isShownInPlace(contentType: string): boolean {
  return /^(text\/|image\/|audio\/|video\/|application\/(json|pdf|xml))/.test(contentType)
}

function requireCaller({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new DomainError('UNAUTHENTICATED', {})
  return caller
}

const bytes = z.unknown().meta({ description: 'The bytes, with their content type' })
const contentAnswers = { 200: { '*/*': bytes }, 206: { '*/*': bytes }, 304: z.null() }
const contentHeaders = z.object({
  range: z.string().optional(),
  'if-range': z.string().optional(),
  'if-none-match': z.string().optional(),
})
const docs = {
  list: {
    summary: 'List the artifacts of an execution',
    tag: 'artifacts',
    params: idParams,
    query: listQuerySchema,
    responses: { 200: shapes.pageOf(shapes.artifactItemSchema) },
    errors: [404],
  },
  content: {
    summary: 'Read an artifact',
    description: 'Ranges are supported. `X-Checksum-Sha256` is of the whole.',
    tag: 'artifacts',
    params: idParams,
    query: contentQuerySchema,
    headers: contentHeaders,
    responses: contentAnswers,
    errors: [404, 416],
  },
  output: {
    summary: 'Read the output of a node, however large',
    tag: 'artifacts',
    params: idParams.extend({ node_id: z.string() }),
    headers: contentHeaders,
    responses: contentAnswers,
    errors: [404, 416],
  },
}
