/** The state of an execution at one moment, as small as it can be sent. */

import { DomainError } from '@heddle/core/errors.ts'
import type { ExecutionSnapshot } from '@heddle/core/execution/snapshot.ts'
import { encodeSnapshot } from '@heddle/core/execution/snapshot.ts'
import { findFailedNodeId } from '../../store/find-failed-node.ts'
import { loadExecution } from '../../store/load-execution.ts'
import type { Queryable } from '../../store/queryable.ts'

/** Row and nodes are read by one statement, so that they are of one moment. Throws EXECUTION_NOT_FOUND. */
export async function readSnapshot(db: Queryable, executionId: string): Promise<ExecutionSnapshot> {
  const loaded = await loadExecution(db, executionId)
  if (loaded === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  const { header, nodes } = loaded
  const errorNodeId = header.status === 'failed' ? await findFailedNodeId(db, executionId) : null
  return encodeSnapshot({ ...header, errorNodeId }, nodes)
}
