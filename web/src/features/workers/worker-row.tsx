import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { formatSize } from '../../ui/format-size.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { RowOpener } from '../../ui/row-opener.tsx'
import { Cell, Row } from '../../ui/table.tsx'
import type { RowKeyProps } from '../../ui/use-row-keys.ts'
import { isPresent, type Worker } from './core/fleet.ts'
import { groupWords, runsWords, silenceWords, uptimeWords } from './core/worker-words.ts'
import { SlotMeter } from './slot-meter.tsx'
import { WorkerAttempts } from './worker-attempts.tsx'
import { WorkerState } from './worker-state.tsx'

interface WorkerRowProps {
  worker: Worker
  now: number
  /** Since the answer that the worker comes from. */
  ageMs: number
  open: boolean
  rowKeys: RowKeyProps
  onToggle: () => void
  /** Undefined for who may give no orders. */
  onDrain: (() => void) | undefined
  onUndrain: () => void
  undraining: boolean
}

export function WorkerRow(props: WorkerRowProps) {
  const { worker, now, ageMs, open, rowKeys, onToggle } = props
  const { workerId, status, groups } = worker
  const present = isPresent(worker)
  const quiet = present ? '' : 'text-text-3'
  const [first] = worker.attempts
  return (
    <>
      <Row {...rowKeys} onOpen={onToggle}>
        <Cell className="mono">
          <RowOpener label={`What ${workerId} runs`} onToggle={onToggle} open={open} rowKeys={rowKeys} />
          {workerId}
        </Cell>
        <Cell>
          <WorkerState worker={worker} />
        </Cell>
        <Cell className="text-text-2" title={groups.join(', ')}>
          {groupWords(groups)}
        </Cell>
        <Heartbeat ageMs={ageMs} worker={worker} />
        <Cell>
          <Slots worker={worker} />
        </Cell>
        <Cell className="text-text-2" title={runsWords(worker)}>
          <span className="flex gap-1">
            <span className="truncate">{first?.nodeName ?? runsWords(worker)}</span>
            {first === undefined || worker.used < 2 ? null : (
              <span className="shrink-0">and {worker.used - 1} more</span>
            )}
          </span>
        </Cell>
        <Figure quiet={quiet}>
          {present && worker.cpuPercent !== null ? `${Math.round(worker.cpuPercent)} %` : '-'}
        </Figure>
        <Figure quiet={quiet}>
          {present && worker.memoryBytes !== null ? formatSize(worker.memoryBytes) : '-'}
        </Figure>
        <Cell
          className="text-text-2 max-[1399px]:hidden"
          title={`process ${worker.pid}, Heddle ${worker.version}`}
        >
          {worker.hostname}
        </Cell>
        <Cell align="right" className="text-text-2" title={`since ${formatStamp(worker.startedAt)}`}>
          {uptimeWords(worker, now)}
        </Cell>
        <Cell align="right" onClick={(event) => event.stopPropagation()}>
          {present ? <Order {...props} /> : null}
        </Cell>
      </Row>
      {open ? (
        <tr>
          <td className="border-b border-line bg-bg pr-5 pl-[48px]" colSpan={8}>
            {groups.length > 1 ? <p className="pt-1.5 text-text-2">Serves {groupWords(groups)}</p> : null}
            {status === 'stopped' ? (
              <p className="py-1.5 text-text-2">It runs nothing any more.</p>
            ) : (
              <WorkerAttempts now={now} worker={worker} />
            )}
          </td>
          {/* As many columns as the narrow tables leave out. */}
          <td className="border-b border-line bg-bg max-[1299px]:hidden" colSpan={2} />
          <td className="border-b border-line bg-bg max-[1399px]:hidden" />
        </tr>
      ) : null}
    </>
  )
}

function Figure({ quiet, children }: { quiet: string; children: ReactNode }) {
  return (
    <Cell align="right" className={cx('max-[1299px]:hidden', quiet)}>
      {children}
    </Cell>
  )
}

function Heartbeat({ worker, ageMs }: { worker: Worker; ageMs: number }) {
  const tone =
    worker.status === 'late'
      ? 'text-st-retrying'
      : worker.status === 'lost'
        ? 'text-st-failed'
        : 'text-text-2'
  return (
    <Cell
      align="right"
      className={cx(tone, tone !== 'text-text-2' && 'font-medium')}
      title={formatStamp(worker.lastSeenAt)}
    >
      {silenceWords(worker.silentMs + ageMs)}
    </Cell>
  )
}

function Slots({ worker }: { worker: Worker }) {
  const { losses, used, capacity } = worker
  if (isPresent(worker)) return <SlotMeter capacity={capacity} used={used} />
  if (losses !== null) return <span className="text-text-2">{losses.takenOver} taken over</span>
  return <span className="text-text-3">-</span>
}

function Order({ worker, rowKeys, onDrain, onUndrain, undraining }: WorkerRowProps) {
  if (onDrain === undefined) return null
  const { tabIndex } = rowKeys
  return worker.draining === null ? (
    <Button aria-label={`Drain ${worker.workerId}`} onClick={onDrain} size={24} tabIndex={tabIndex}>
      Drain
    </Button>
  ) : (
    <Button
      aria-label={`Undrain ${worker.workerId}`}
      onClick={onUndrain}
      pending={undraining}
      size={24}
      tabIndex={tabIndex}
    >
      Undrain
    </Button>
  )
}
