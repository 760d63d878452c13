import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format-count.ts'
import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import { findingWords, sourceWords } from './core/checkup-words.ts'
import { FindingsDialog } from './findings-dialog.tsx'
import type { DamagedRun } from './queries.ts'
import { RunLink } from './run-link.tsx'

interface DamagedTableProps {
  cases: readonly DamagedRun[]
  /** All that were found; the list ends at two hundred. */
  damaged: number
}

/** What the check found, a row a run. */
export function DamagedTable({ cases, damaged }: DamagedTableProps) {
  const [looking, setLooking] = useState<DamagedRun | null>(null)
  return (
    <div className="overflow-x-auto">
      <Table className="min-w-[760px]" label="Damaged runs">
        <HeadRow>
          <HeadCell width="24%">Run</HeadCell>
          <HeadCell>What is wrong</HeadCell>
          <HeadCell width={210}>State</HeadCell>
          <HeadCell width={110}>
            <span className="sr-only">Findings</span>
          </HeadCell>
        </HeadRow>
        <tbody>
          {cases.map((each) => (
            <Row key={each.executionId}>
              <Cell>
                <RunLink {...each} />
              </Cell>
              <Cell className="text-text-2" title={findingWords(each.findings, each.problem)}>
                {findingWords(each.findings, each.problem)}
              </Cell>
              <Cell>
                <CaseState {...each} />
              </Cell>
              <Cell align="right">
                <Button
                  aria-label={`${plural(each.findings.length, 'finding')} of ${each.workflowName ?? each.executionId}`}
                  onClick={() => setLooking(each)}
                  size={24}
                  variant="quiet"
                >
                  {plural(each.findings.length, 'finding')}
                </Button>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {damaged > cases.length ? (
        <p className="px-5 py-2 text-12 text-text-3">And {plural(damaged - cases.length, 'run')} more.</p>
      ) : null}
      {looking === null ? null : <FindingsDialog onClose={() => setLooking(null)} run={looking} />}
    </div>
  )
}

function CaseState({ repair, problem }: Pick<DamagedRun, 'repair' | 'problem'>) {
  if (repair !== null)
    return (
      <StatusLabel status="completed">
        {repair.from === 'removal'
          ? sourceWords(repair.from)
          : `Repaired from ${sourceWords(repair.from).toLowerCase()}`}
      </StatusLabel>
    )
  if (problem !== null) return <StatusLabel status="failed">Not repaired</StatusLabel>
  return <StatusLabel status="failed">Damaged</StatusLabel>
}
