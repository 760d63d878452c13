/** Tells the bus what was committed. Outputs and inputs stay behind: live views never carry large payloads. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { withoutPayload } from '@heddle/core/execution/without-payload.ts'
import type { Bus } from '../bus/bus.ts'
import { passFaultPoint } from './fault-points.ts'
import type { LiveExecution } from './live-execution.ts'

export function announce(bus: Bus, execution: LiveExecution, events: readonly ExecutionEvent[]): void {
  passFaultPoint('before-publish')
  const { id, identity, state } = execution
  bus.publish(`execution:${id}`, { events: events.map(withoutPayload) })
  // Lists show what people started: a map of ten thousand items is one row of them.
  if (identity.parent === null)
    bus.publish(`workspace:${identity.workspaceId}`, { executionId: id, status: state.status })
}
