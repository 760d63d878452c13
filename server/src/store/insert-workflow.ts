/** A new workflow with its first draft, and version 1 where it is published at once. */
import type { Queryable } from './queryable.ts'
import type { StoredDocument } from './stored-document.ts'

export interface NewWorkflow {
  readonly workflowId: string
  readonly workspaceId: string
  readonly document: StoredDocument
  readonly createdBy: string | null
}

const text = `
INSERT INTO workflow_definitions (id, workspace_id, name, description, draft, created_by, updated_by)
VALUES ($1, $2, $3, $4, $5, $6, $6)
RETURNING created_at`

const publishedText = `
WITH definition AS (
  INSERT INTO workflow_definitions (id, workspace_id, name, description, draft, created_by, updated_by, published_version)
  VALUES ($1, $2, $3, $4, $5, $6, $6, 1)
  RETURNING id, draft, created_at, created_by
), version AS (
  INSERT INTO workflow_versions (workflow_id, version, document, node_count, created_by, created_at)
  SELECT id, 1, draft, $7, created_by, created_at FROM definition
)
SELECT created_at FROM definition`

export async function insertWorkflow(db: Queryable, workflow: NewWorkflow): Promise<{ createdAt: Date }> {
  return insert(db, text, valuesOf(workflow))
}

export async function insertPublishedWorkflow(
  db: Queryable,
  workflow: NewWorkflow,
): Promise<{ createdAt: Date }> {
  return insert(db, publishedText, [...valuesOf(workflow), workflow.document.nodeCount])
}

async function insert(db: Queryable, sql: string, values: unknown[]): Promise<{ createdAt: Date }> {
  const { rows } = await db.query<{ created_at: Date }>(sql, values)
  return { createdAt: rows[0]?.created_at ?? new Date(0) }
}

function valuesOf({ workflowId, workspaceId, document, createdBy }: NewWorkflow): unknown[] {
  return [workflowId, workspaceId, document.name, document.description, document.json, createdBy]
}
