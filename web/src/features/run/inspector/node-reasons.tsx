/** Why the chosen node does not run, live, with ways to what holds it back. */
import { describeReason } from '@heddle/core/execution/describe-reason.ts'
import type { Reason } from '@heddle/core/execution/reason.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { useQuery } from '@tanstack/react-query'
import { formatClock, formatStamp } from '../../../ui/format-time.ts'
import { ReasonList } from '../../../ui/reason-list.tsx'
import { runQueries } from '../queries.ts'
import { useIsFinal, useIsPaused, useLiveNode, useRun, useShownStatus } from '../run-context.ts'
import { ReasonLinks } from './reason-links.tsx'

/** Whether there is something to ask: a node that runs, or ran, needs no reasons. */
const isAsked: Record<NodeStatus, boolean> = {
  pending: true,
  queued: true,
  waiting: true,
  retrying: true,
  skipped: true,
  running: false,
  completed: false,
  failed: false,
  cancelled: false,
}

/** Sources and holders move without the node itself: asked again while it is shown. */
const askAgainMs = 2500

export function NodeReasons({ index }: { readonly index: number }) {
  const { model } = useRun()
  const { status, attempt, items } = useLiveNode(index)
  const isAtWork = useShownStatus(index) === 'running'
  const isOver = useIsFinal()
  const stamp = `${status}/${attempt}/${useIsPaused()}`
  const nodeId = model.plan.nodes[index]?.id ?? ''
  const { data } = useQuery({
    ...runQueries.reasons({ executionId: model.executionId, nodeId, stamp }),
    enabled: isAsked[status],
    refetchInterval: isOver || status === 'skipped' ? false : askAgainMs,
  })
  // An answer of before says why it did not run then.
  if (data === undefined || data.status !== status) return null
  return data.ended === null ? (
    <Reasons
      // The card beside it counts live: two counts of the same items would differ.
      reasons={data.reasons.map((reason) => (reason.code === 'children' ? { ...reason, items } : reason))}
      title={isAtWork ? 'What it waits for' : 'Why it is not running'}
    />
  ) : (
    <Reasons reasons={[data.ended]} title="Why it was skipped" />
  )
}

export function RunReasons() {
  const { model } = useRun()
  const isOver = useIsFinal()
  const stamp = `${useIsPaused()}`
  const { data } = useQuery({
    ...runQueries.runReasons({ executionId: model.executionId, stamp }),
    enabled: !isOver,
    refetchInterval: askAgainMs,
  })
  if (data === undefined || isOver) return null
  return <Reasons reasons={data.reasons} title="Why it does not go on" />
}

function Reasons({ title, reasons }: { readonly title: string; readonly reasons: readonly Reason[] }) {
  const shown = reasons.map((reason) => ({
    key: reason.code,
    text: describeReason(reason, sayTime),
    links: <ReasonLinks reason={reason} />,
  }))
  return <ReasonList reasons={shown} title={title} />
}

function sayTime(iso: string): string {
  const isToday = new Date(iso).toDateString() === new Date().toDateString()
  return isToday ? formatClock(iso) : formatStamp(iso)
}
