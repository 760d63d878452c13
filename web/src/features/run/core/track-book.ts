/** The tracks of all nodes, kept up with the event log; an unfinished history falls back to the records. */
import type { ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import type { EventLog } from './event-log.ts'
import { emptyTrack, extendTrack, type Track, toRecordTrack } from './track.ts'

export interface TrackBook {
  /** The node's spans; its identity changes only with its content. */
  get(state: ExecutionState, index: number): Track
}

export function createTrackBook(log: EventLog): TrackBook {
  const byNode = new Map<string, Track>()
  const byRecord = new WeakMap<NodeRecord, Track>()
  let foldedTo = 0

  function catchUp(): void {
    const to = log.completeTo()
    for (; foldedTo < to; foldedTo += 1) {
      const event = log.at(foldedTo + 1)
      if (!event || event.nodeId === null) continue
      byNode.set(event.nodeId, extendTrack(byNode.get(event.nodeId) ?? emptyTrack, event))
    }
  }

  return {
    get(state, index) {
      catchUp()
      const id = state.plan.nodes[index]?.id ?? ''
      if (foldedTo >= state.seq) return byNode.get(id) ?? emptyTrack
      const record = state.getNode(index)
      const known = byRecord.get(record) ?? toRecordTrack(record)
      byRecord.set(record, known)
      return known
    },
  }
}
