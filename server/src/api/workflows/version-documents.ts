/**
 * Published versions by workflow and number, for people who look at them; what runs needs their plans alone. They never
 * change, so the newest used ones stay in memory. Always filled from the database, whose order of the keys is the one
 * that every index of a node follows.
 */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { findVersionRow, weightInNodes } from '../../store/find-version.ts'
import type { Queryable } from '../../store/queryable.ts'

export interface VersionDocument {
  readonly workspaceId: string
  readonly document: WorkflowDocument
}

export interface VersionDocuments {
  /** Null where the version does not exist. Does not check the workspace: the caller compares it. */
  find(workflowId: string, version: number): Promise<VersionDocument | null>
}

/** Nodes of all documents kept: about 50 MB at the most usual sizes of parameters. */
const MAX_NODES = 50_000

export function createVersionDocuments(db: Queryable): VersionDocuments {
  const kept = new Map<string, { readonly version: VersionDocument; readonly weight: number }>()
  let total = 0
  const keep = (key: string, version: VersionDocument, weight: number) => {
    kept.set(key, { version, weight })
    total += weight
    for (const [oldest, { weight: freed }] of kept) {
      if (total <= MAX_NODES || oldest === key) return
      kept.delete(oldest)
      total -= freed
    }
  }
  return {
    find: async (workflowId, version) => {
      const key = `${workflowId}/${version}`
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known.version
      }
      const row = await findVersionRow(db, { workflowId, version })
      if (row === null) return null
      const { workspace_id: workspaceId, document } = row
      const loaded = { workspaceId, document }
      if (!kept.has(key)) keep(key, loaded, weightInNodes(row, Object.keys(document.nodes).length))
      return loaded
    },
  }
}
