/** REST that takes documents: they come as bytes, and a large one is checked in a process of its own. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import type { CheckedDocument } from '../documents/document-checks.ts'
import { addDocumentBodies } from '../http/json-body.ts'
import { publishNew } from '../workflows/create-checked.ts'
import { publishChecked } from '../workflows/publish-checked.ts'
import type { CallerContext } from '../workflows/require-workflow.ts'
import { describeRoute, idParams } from './route-docs.ts'
import * as shapes from './wire-shapes.ts'

export async function addDocumentRoutes(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const bodyLimit = parts.limits.documentBytes
  await app.register(async (scope) => {
    addDocumentBodies(scope)

    scope.post(
      '/api/workflows',
      { bodyLimit, schema: describeRoute(docs.create) },
      async (request, reply) => {
        const ctx = toContext(parts, request)
        const { workflowId, name, version, createdAt } = await publishNew(
          ctx,
          await checkBody(ctx, request.body),
        )
        reply.header('location', `/api/workflows/${workflowId}`).status(201)
        return { workflow_id: workflowId, name, version, created_at: createdAt }
      },
    )

    const put = { bodyLimit, schema: describeRoute(docs.put) }
    scope.put<{ Params: { id: string } }>('/api/workflows/:id', put, async (request, reply) => {
      const ctx = toContext(parts, request)
      const workflowId = request.params.id
      const current = await ctx.startable.find(workflowId)
      if (current === null || current.deleted || current.workspace_id !== ctx.caller.workspaceId)
        throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId })
      const base = {
        workflowId,
        version: readIfMatch(request.headers['if-match'], current.published_version),
      }
      const { version, name, createdAt } = await publishChecked(ctx, await checkBody(ctx, request.body), base)
      reply.header('etag', `"${version}"`)
      return { workflow_id: workflowId, name, version, created_at: createdAt }
    })
  })
}

/** Before the body is looked at: whoever may not publish is not told what is wrong with a document. */
function toContext(parts: ApiParts, { caller, id: requestId }: FastifyRequest): CallerContext {
  if (caller === null) throw new DomainError('UNAUTHENTICATED', {})
  return { ...parts, caller, requestId }
}

function checkBody({ documents }: ApiParts, body: unknown): Promise<CheckedDocument> {
  return documents.check(body instanceof Uint8Array ? body : '')
}

/** The version in `If-Match: 3` or `"3"`; `*` means whichever is current. */
function readIfMatch(header: string | undefined, currentVersion: number | null): number {
  if (header === undefined) throw new DomainError('IF_MATCH_REQUIRED', { currentVersion })
  const [, given] = /^\s*(?:W\/)?"?(\d{1,9}|\*)"?\s*$/.exec(header) ?? []
  const version = given === '*' ? currentVersion : Number(given)
  if (version === null || version !== currentVersion)
    throw new DomainError('WORKFLOW_VERSION_CONFLICT', { currentVersion })
  return version
}

const docs = {
  create: {
    summary: 'Create a workflow and publish it as version 1',
    tag: 'workflows',
    body: shapes.documentSchema,
    responses: { 201: shapes.publishedSchema },
    errors: [413, 415, 422],
  },
  put: {
    summary: 'Publish a document as the next version',
    description: 'Send `If-Match` with the version that the change is based on.',
    tag: 'workflows',
    params: idParams,
    headers: z.object({ 'if-match': z.string() }),
    body: shapes.documentSchema,
    responses: { 200: shapes.publishedSchema },
    errors: [404, 409, 413, 415, 422, 428],
  },
}
