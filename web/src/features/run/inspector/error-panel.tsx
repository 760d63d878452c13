/** What went wrong, in plain words before the code, and what to do about it. */

import type { NodeError } from '@heddle/core/execution/event.ts'
import { CircleAlert, Copy, RotateCw } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { toAdvice, toErrorText, toErrorTitle } from '../core/error-words.ts'
import type { NodeDetail } from '../queries.ts'
import { useIsFinal, useLiveNode, useRun } from '../run-context.ts'
import { AttemptRows } from './attempt-rows.tsx'
import { NestedRun } from './nested-run.tsx'
import { Section } from './section.tsx'
import { Timing } from './timing.tsx'
import { ValueSection } from './value-view.tsx'

export function ErrorPanel({ detail, index }: { readonly detail: NodeDetail; readonly index: number }) {
  const record = useLiveNode(index)
  const error = record.error ?? detail.error
  if (error === null) return null
  const hasDetails = error.details !== undefined && Object.keys(error.details).length > 0
  return (
    <>
      <div className="border-b border-line p-3">
        <ErrorCard error={error} />
        <ErrorActions error={error} nodeId={detail.nodeId} />
      </div>
      <Section title="What you can do">
        <ul className="flex flex-col gap-1 text-text-2">
          {toAdvice(error, record.startedAt !== null).map((advice) => (
            <li className="flex gap-1.5" key={advice}>
              <span aria-hidden="true">–</span>
              {advice}
            </li>
          ))}
        </ul>
      </Section>
      {record.items?.total === 1 ? <NestedRun index={index} /> : null}
      <AttemptRows detail={detail} />
      <Timing detail={detail} index={index} />
      {hasDetails ? <ValueSection title="Details" value={error.details} /> : null}
    </>
  )
}

function ErrorCard({ error }: { readonly error: NodeError }) {
  const text = toErrorText(error)
  return (
    <div className="rounded-lg border border-st-failed bg-st-failed-soft p-3">
      <h3 className="flex items-start gap-1.5 font-semibold text-st-failed">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {toErrorTitle(error)}
      </h3>
      {text === '' ? null : (
        <p className="mt-1 max-h-40 overflow-y-auto break-words whitespace-pre-wrap">{text}</p>
      )}
      <p className="mono mt-1.5 text-text-2">
        {error.code}
        {error.retryable ? '' : ' · not retried'}
      </p>
    </div>
  )
}

function ErrorActions({ error, nodeId }: { readonly error: NodeError; readonly nodeId: string }) {
  const { screen, detail } = useRun()
  const isOver = useIsFinal()
  const copy = () => void copyToClipboard(JSON.stringify(error, null, 2), 'Error copied')
  return (
    <div className="mt-2 flex gap-2">
      {isOver && detail.parent === null ? (
        <Button icon={<RotateCw aria-hidden="true" />} onClick={() => screen.askRetry([nodeId])} size={24}>
          Retry from here
        </Button>
      ) : null}
      <Button icon={<Copy aria-hidden="true" />} onClick={copy} size={24} variant="quiet">
        Copy error
      </Button>
    </div>
  )
}
