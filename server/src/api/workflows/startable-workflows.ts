/**
 * Reads the published version of workflows that are about to be started. Requests that come while a read is
 * under way share the next one: a thousand starts a second cost the database a few dozen reads, and none of
 * them sees a version older than its own request.
 */

import { findStartable, type Startable } from '../../store/find-startable.ts'
import { isUuid } from '../../store/is-uuid.ts'
import type { Queryable } from '../../store/queryable.ts'

export interface StartableWorkflows {
  find(workflowId: string): Promise<Startable | null>
}

interface Waiting {
  readonly workflowId: string
  readonly resolve: (found: Startable | null) => void
  readonly reject: (error: unknown) => void
}

export function createStartableWorkflows(db: Queryable): StartableWorkflows {
  let waiting: Waiting[] = []
  let isReading = false
  const readAll = async () => {
    isReading = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await readBatch(db, batch)
    }
    isReading = false
  }
  return {
    find: (workflowId) => {
      if (!isUuid(workflowId)) return Promise.resolve(null)
      return new Promise((resolve, reject) => {
        waiting.push({ workflowId: workflowId.toLowerCase(), resolve, reject })
        if (!isReading) void readAll()
      })
    },
  }
}

async function readBatch(db: Queryable, batch: readonly Waiting[]): Promise<void> {
  try {
    const rows = await findStartable(db, [...new Set(batch.map(({ workflowId }) => workflowId))])
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const { workflowId, resolve } of batch) resolve(byId.get(workflowId) ?? null)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
