/** The result, and below it how the node came to it. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { NodeApproval } from '../../../app/approvals/node-approval.tsx'
import { toWaitWords } from '../core/wait-words.ts'
import type { NodeDetail } from '../queries.ts'
import { useIsPaused, useLiveNode, useRun } from '../run-context.ts'
import { AttemptRows } from './attempt-rows.tsx'
import { NestedRun } from './nested-run.tsx'
import { ResultOrigin } from './result-origin.tsx'
import { Section } from './section.tsx'
import { StoredValue } from './stored-value.tsx'
import { Timing } from './timing.tsx'
import { ValueSection } from './value-view.tsx'

const nothingYet: Record<Exclude<NodeStatus, 'waiting'>, string> = {
  pending: 'The node is not reached yet.',
  queued: 'The node has not started yet.',
  running: 'The node runs; its output comes with its end.',
  retrying: 'The last attempt failed; the next one comes by itself.',
  completed: 'The node gave no output.',
  failed: 'The node failed and gave no output.',
  skipped: 'The node was skipped and gave no output.',
  cancelled: 'The node was cancelled and gave no output.',
}

const heldBack = 'The run is paused: the node starts when it is resumed.'

export function OutputPanel({ detail, index }: { readonly detail: NodeDetail; readonly index: number }) {
  const { model } = useRun()
  const record = useLiveNode(index)
  const isPaused = useIsPaused()
  return (
    <>
      {hasWaited(detail) ? <NodeApproval executionId={model.executionId} nodeId={detail.nodeId} /> : null}
      <Output detail={detail} empty={toEmptyWords(record, isPaused)} />
      <ResultOrigin record={record} />
      {record.items?.total === 1 ? <NestedRun index={index} /> : null}
      <AttemptRows detail={detail} />
      <Timing detail={detail} index={index} />
    </>
  )
}

/** Only such a node may have asked somebody: all others need not be looked up. */
function hasWaited({ attempts }: NodeDetail): boolean {
  return attempts.some(({ status }) => status === 'waiting' || status === 'waited')
}

function toEmptyWords(record: NodeRecord, isPaused: boolean): string {
  const { status, attempt } = record
  if (status === 'waiting') return toWaitWords(record)
  if (status !== 'queued') return nothingYet[status]
  if (isPaused) return heldBack
  return attempt === 0 ? nothingYet.queued : 'The next attempt has not started yet.'
}

function Output({ detail, empty }: { readonly detail: NodeDetail; readonly empty: string }) {
  const { output } = detail
  if (output === null) {
    return (
      <Section title="Output">
        <p className="text-12 text-text-2">{empty}</p>
      </Section>
    )
  }
  if (output.kind === 'inline') return <ValueSection title="Output" value={output.value} />
  return <StoredValue href={output.href} sizeBytes={output.sizeBytes} title="Output" />
}
