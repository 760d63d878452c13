/** REST that needs no key: health, and the schema of the workflow document. */
import { workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { describeRoute } from './route-docs.ts'
import { healthWireSchema } from './wire-shapes.ts'

export function addSystemRoutes(app: FastifyInstance, parts: ApiParts): void {
  app.get('/health', { schema: describeRoute(docs.health) }, async (_request, reply) => {
    const report = await parts.checkHealth()
    return reply
      .status(report.status === 'down' ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(report)
  })

  const documentSchema = JSON.stringify({
    ...z.toJSONSchema(workflowDocumentSchema, { io: 'input' }),
    $id: '/api/schema/workflow.json',
    title: 'Heddle workflow document',
  })
  app.get('/api/schema/workflow.json', { schema: describeRoute(docs.schema) }, async (_request, reply) =>
    reply
      .type('application/schema+json; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(documentSchema),
  )
}

const docs = {
  health: {
    summary: 'Say whether everything answers',
    tag: 'system',
    responses: { 200: healthWireSchema, 503: healthWireSchema },
    errors: [],
    isPublic: true,
  },
  schema: {
    summary: 'JSON Schema of the workflow document',
    tag: 'system',
    responses: { 200: { 'application/schema+json': z.looseObject({}) } },
    errors: [],
    isPublic: true,
  },
}
