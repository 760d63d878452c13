import { cx } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatStamp, formatWhen } from '../../ui/format-time.ts'
import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import { useNow } from '../../ui/use-now.ts'
import { breakerName, breakerNote, breakerStates } from './core/breaker-words.ts'
import type { BreakerReport } from './queries.ts'

/** The parts first, then the hosts that nodes ask and that do not answer. */
export function BreakerTable({ breakers }: { breakers: readonly BreakerReport[] }) {
  return (
    <Table className="[--table-edge:0px]" label="Breakers">
      <HeadRow>
        <HeadCell width={190}>Of</HeadCell>
        <HeadCell width={100}>State</HeadCell>
        <HeadCell width={96}>Since</HeadCell>
        <HeadCell align="right" width={76}>
          Failures
        </HeadCell>
        <HeadCell>What happened</HeadCell>
      </HeadRow>
      <tbody>
        {breakers.map((breaker) => (
          <BreakerRow breaker={breaker} key={breaker.name} />
        ))}
      </tbody>
    </Table>
  )
}

function BreakerRow({ breaker }: { breaker: BreakerReport }) {
  const now = useNow(60_000)
  const { text, isHost } = breakerName(breaker)
  const { status, word } = breakerStates[breaker.state]
  const note = breakerNote(breaker)
  return (
    <Row>
      <Cell className={isHost ? 'mono' : 'font-medium'} title={text}>
        {text}
      </Cell>
      <Cell>
        <StatusLabel status={status}>{word}</StatusLabel>
      </Cell>
      <Cell className="text-text-2" title={formatStamp(breaker.since)}>
        {formatWhen(breaker.since, now)}
      </Cell>
      <Cell align="right" className={cx(breaker.failures > 0 && 'text-st-failed')}>
        {formatCount(breaker.failures)}
      </Cell>
      <Cell className="h-auto! py-1.5 break-words whitespace-normal! text-text-2">
        {note ?? 'Never failed'}
      </Cell>
    </Row>
  )
}
