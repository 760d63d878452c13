/** The run as a whole: who started it, what it was given, what it gave, and the runs that retried it. */
import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatStamp } from '../../../ui/format-time.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { toShortId } from '../../../ui/short-id.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { findCancel } from '../core/cancel-words.ts'
import { toErrorText, toErrorTitle } from '../core/error-words.ts'
import { toUsualWords } from '../core/usual-words.ts'
import type { RunDetail } from '../queries.ts'
import { useIsFinal, useLiveState, useRun } from '../run-context.ts'
import { TriggerWords } from '../trigger-words.tsx'
import { useRetryStatus } from '../use-retry-status.ts'
import { RunReasons } from './node-reasons.tsx'
import { type Fact, Facts, Section } from './section.tsx'
import { ValueSection } from './value-view.tsx'

export function RunSummary() {
  const { detail } = useRun()
  const isOver = useIsFinal()
  return (
    <>
      <header className="flex h-11 shrink-0 items-center border-b border-line px-3">
        <h2 className="font-semibold">This run</h2>
      </header>
      <RunReasons />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <RunError />
        <RunFacts />
        <Retries />
        {detail.parent !== null && hasContent(detail.item) ? (
          <ValueSection title="Item" value={detail.item} />
        ) : null}
        {hasContent(detail.input) ? <ValueSection title="Input" value={detail.input} /> : <NoInput />}
        {isOver && hasContent(detail.output) ? <ValueSection title="Output" value={detail.output} /> : null}
      </div>
    </>
  )
}

function hasContent(value: unknown): boolean {
  if (value === null || value === undefined) return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

function NoInput() {
  return (
    <Section title="Input">
      <p className="text-12 text-text-2">The run was started without input.</p>
    </Section>
  )
}

function RunError() {
  const { model, screen } = useRun()
  const { error, errorNodeId } = useLiveState()
  if (error === null) return null
  const index = errorNodeId === null ? undefined : model.plan.indexOf.get(errorNodeId)
  const name = index === undefined ? undefined : model.plan.nodes[index]?.name
  const text = toErrorText(error)
  return (
    <div className="m-3 rounded-lg border border-st-failed bg-st-failed-soft p-3">
      <h3 className="font-semibold text-st-failed">{toErrorTitle(error)}</h3>
      {text === '' ? null : <p className="mt-1 break-words">{text}</p>}
      <p className="mono mt-1.5 text-text-2">{error.code}</p>
      {errorNodeId === null || name === undefined ? null : (
        <button
          className="mt-1 rounded-sm text-accent hover:underline"
          onClick={() => screen.choose(errorNodeId)}
          type="button"
        >
          Open {name}
        </button>
      )}
    </div>
  )
}

function RunFacts() {
  const { model, detail } = useRun()
  const state = useLiveState()
  const facts: Fact[] = [
    { label: 'Run', value: <RunId executionId={detail.executionId} /> },
    { label: 'Origin', value: <TriggerWords detail={detail} /> },
    { label: 'Created', value: formatStamp(detail.createdAt) },
  ]
  if (state.completedAt !== null) facts.push({ label: 'Ended', value: formatStamp(state.completedAt) })
  const cancel = findCancel(model.live.log, state.seq)?.data
  if (cancel?.by) facts.push({ label: 'Cancelled by', value: cancel.by })
  if (cancel?.reason) facts.push({ label: 'Reason', value: cancel.reason })
  if (detail.usualMs !== null && detail.usualMs.p50 < detail.usualMs.p95) {
    facts.push({ label: 'Usual, p50 to p95', value: toUsualWords(detail.usualMs) })
  }
  const { maxParallel, timeoutMs } = model.plan.settings
  if (maxParallel !== null) facts.push({ label: 'Nodes at once', value: maxParallel })
  if (timeoutMs !== null) facts.push({ label: 'Time allowed', value: formatDuration(timeoutMs) })
  if (detail.priority !== 0) facts.push({ label: 'Priority', value: detail.priority })
  return (
    <Section title="About">
      <Facts facts={facts} />
    </Section>
  )
}

function RunId({ executionId }: { readonly executionId: string }) {
  const copy = () => void copyToClipboard(executionId, 'Run id copied')
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="mono truncate" title={executionId}>
        {executionId}
      </span>
      <IconButton label="Copy run id" onClick={copy} size={24}>
        <Copy aria-hidden="true" />
      </IconButton>
    </span>
  )
}

function Retries() {
  const { detail } = useRun()
  if (detail.retries.length === 0) return null
  return (
    <Section note={String(detail.retries.length)} title="Retries of this run">
      <ul>
        {detail.retries.map((retry) => (
          <Retry key={retry.executionId} retry={retry} />
        ))}
      </ul>
    </Section>
  )
}

function Retry({ retry }: { readonly retry: RunDetail['retries'][number] }) {
  const status = useRetryStatus(retry)
  return (
    <li className="flex h-[27px] items-center justify-between text-12">
      <Link
        className="text-accent hover:underline"
        params={{ executionId: retry.executionId }}
        to="/executions/$executionId"
      >
        Run {toShortId(retry.executionId)}
      </Link>
      <StatusLabel status={status} />
    </li>
  )
}
