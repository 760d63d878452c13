/** REST over workflows, but for the calls that take a document. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { createCallerOf } from './caller-of.ts'
import { flagQuery, limitQuery } from './query.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { toWireWorkflow } from './to-wire.ts'
import * as shapes from './wire-shapes.ts'

interface ById {
  Params: { id: string }
}

const listQuerySchema = z.object({
  limit: limitQuery,
  cursor: z.string().optional(),
  search: z.string().max(200).optional(),
})
const getQuerySchema = z.object({ version: z.coerce.number().int().min(1).optional() })
const deleteQuerySchema = z.object({ cancel: flagQuery.optional() })

export function addWorkflowRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  app.get('/api/workflows', { schema: describeRoute(docs.list) }, async (request) => {
    const query = listQuerySchema.parse(request.query)
    const page = await callerOf(request).workflows.list(query)
    return { items: page.items.map(toWireWorkflow), next_cursor: page.nextCursor }
  })

  app.get<ById>('/api/workflows/:id', { schema: describeRoute(docs.get) }, async (request, reply) => {
    const { version } = getQuerySchema.parse(request.query)
    const found = await readWorkflow(callerOf(request), request.params.id, version)
    if (found.version !== null) reply.header('etag', `"${found.version}"`)
    return found
  })

  app.delete<ById>('/api/workflows/:id', { schema: describeRoute(docs.delete) }, async (request, reply) => {
    const { cancel = false } = deleteQuerySchema.parse(request.query)
    await callerOf(request).workflows.delete({ workflowId: request.params.id, cancelRunning: cancel })
    return reply.status(204).send()
  })
}

type WorkflowReader = ReturnType<ReturnType<typeof createCallerOf>>

/** A deleted workflow is gone; its versions are history and stay. */
async function readWorkflow(caller: WorkflowReader, workflowId: string, version: number | undefined) {
  if (version !== undefined) {
    const found = await caller.workflows.getVersion({ workflowId, version })
    return {
      workflow_id: found.workflowId,
      name: found.name,
      version: found.version,
      document: found.document,
      created_at: found.createdAt,
      created_by: found.createdBy,
    }
  }
  const found = await caller.workflows.get({ workflowId })
  if (found.deletedAt !== null) throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId })
  const { publishedVersion, published, draft } = found
  return {
    workflow_id: found.workflowId,
    name: (published ?? draft).name,
    version: publishedVersion,
    document: published ?? draft,
    draft_revision: found.draftRevision,
    draft_changes: found.draftChanges,
    created_at: found.createdAt,
    updated_at: found.updatedAt,
    updated_by: found.updatedBy,
  }
}

const docs = {
  list: {
    summary: 'List workflows, last edited first',
    tag: 'workflows',
    query: listQuerySchema,
    responses: { 200: shapes.pageOf(shapes.workflowItemSchema) },
    errors: [],
  },
  get: {
    summary: 'Read the published document, or one version of it',
    tag: 'workflows',
    params: idParams,
    query: getQuerySchema,
    responses: { 200: shapes.workflowSchema },
    errors: [404],
  },
  delete: {
    summary: 'Delete a workflow; its history stays readable',
    tag: 'workflows',
    params: idParams,
    query: deleteQuerySchema,
    responses: { 204: z.null() },
    errors: [404, 409],
  },
}
