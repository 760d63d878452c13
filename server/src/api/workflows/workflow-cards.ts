/**
 * What cards show of drafts. A card follows from the draft's revision and the published version alone, so it
 * is made once for each pair and kept: a list of large workflows is then as cheap as one of small ones.
 */
import { listWorkflowCards, type WorkflowCardRow } from '../../store/list-workflow-cards.ts'
import type { Queryable } from '../../store/queryable.ts'
import { type Sketch, sketchGraph } from './sketch-graph.ts'

export interface WorkflowCard {
  readonly nodeCount: number
  readonly draftChanges: number
  readonly thumbnail: Sketch
}

interface CardKey {
  readonly id: string
  readonly draft_revision: number
  readonly published_version: number | null
}

export interface WorkflowCards {
  /** Cards by workflow id. One that was deleted meanwhile is missing. */
  find(keys: readonly CardKey[]): Promise<ReadonlyMap<string, WorkflowCard>>
}

const MAX_KEPT = 2_000

export function createWorkflowCards(db: Queryable): WorkflowCards {
  const kept = new Map<string, WorkflowCard>()
  return {
    find: async (keys) => {
      const missing = keys.filter((key) => !kept.has(toText(key)))
      const found = await listWorkflowCards(
        db,
        missing.map(({ id }) => id),
      )
      const cards = new Map(keys.flatMap((key) => toEntry(key.id, kept.get(toText(key)))))
      for (const row of found) {
        const card = toCard(row)
        cards.set(row.id, card)
        if (kept.size >= MAX_KEPT) kept.clear()
        kept.set(toText(row), card)
      }
      return cards
    },
  }
}

function toText({ id, draft_revision, published_version }: CardKey): string {
  return `${id}/${draft_revision}/${published_version}`
}

function toEntry(id: string, card: WorkflowCard | undefined): [string, WorkflowCard][] {
  return card === undefined ? [] : [[id, card]]
}

function toCard(row: WorkflowCardRow): WorkflowCard {
  return {
    nodeCount: row.node_count,
    draftChanges: row.draft_changes,
    thumbnail: sketchGraph(row.nodes, row.edges),
  }
}
