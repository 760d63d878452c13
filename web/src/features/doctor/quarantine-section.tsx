import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { Count } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import { findingWords, sourceWords } from './core/checkup-words.ts'
import { EvidenceDialog } from './evidence-dialog.tsx'
import { doctorQueries, type Quarantined } from './queries.ts'
import { RunLink } from './run-link.tsx'

/** What repairs put aside, kept as it was found. */
export function QuarantineSection() {
  const list = useQuery(doctorQueries.quarantined())
  return (
    <section aria-labelledby="quarantine" className="mt-3 border-t border-line">
      <div className="flex h-10 items-center gap-2 px-5">
        <h2 className="font-semibold" id="quarantine">
          Quarantine
        </h2>
        {list.data === undefined ? null : <Count value={list.data.items.length} />}
      </div>
      {list.isPending ? <Skeleton rows={2} /> : null}
      {list.isError && list.data === undefined ? (
        <ErrorState
          {...errorText(list.error)}
          action={{ label: 'Try now', onSelect: () => void list.refetch() }}
        />
      ) : null}
      {list.data === undefined ? null : <QuarantineList items={list.data.items} />}
    </section>
  )
}

function QuarantineList({ items }: { items: readonly Quarantined[] }) {
  const [looking, setLooking] = useState<Quarantined | null>(null)
  if (items.length === 0) {
    return (
      <EmptyState
        className="py-6"
        text="A repair puts the rows and events that it found here before it changes anything."
        title="Nothing is in quarantine"
      />
    )
  }
  return (
    <div className="overflow-x-auto">
      <Table className="min-w-[860px]" label="Quarantine">
        <HeadRow>
          <HeadCell width={190}>Found</HeadCell>
          <HeadCell width="22%">Run</HeadCell>
          <HeadCell>What was wrong</HeadCell>
          <HeadCell width={140}>Repaired from</HeadCell>
          <HeadCell align="right" width={80}>
            Events
          </HeadCell>
          <HeadCell width={100}>
            <span className="sr-only">Evidence</span>
          </HeadCell>
        </HeadRow>
        <tbody>
          {items.map((item) => (
            <Row key={item.quarantineId}>
              <Cell className="text-text-2 tabular-nums">{formatStamp(item.foundAt)}</Cell>
              <Cell>
                <RunLink {...item} />
              </Cell>
              <Cell className="text-text-2" title={findingWords(item.findings)}>
                {findingWords(item.findings)}
              </Cell>
              <Cell>{sourceWords(item.repair)}</Cell>
              <Cell align="right">{formatCount(item.eventCount)}</Cell>
              <Cell align="right">
                <Button
                  aria-label={`Evidence of ${item.workflowName ?? item.executionId}`}
                  onClick={() => setLooking(item)}
                  size={24}
                  variant="quiet"
                >
                  Evidence
                </Button>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {looking === null ? null : <EvidenceDialog item={looking} onClose={() => setLooking(null)} />}
    </div>
  )
}
