import { useQuery } from '@tanstack/react-query'
import { Stethoscope, TriangleAlert, Wrench } from 'lucide-react'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StatusIcon } from '../../ui/status-icon.tsx'
import { listUnrepaired, summarise } from './core/checkup-words.ts'
import { DamagedTable } from './damaged-table.tsx'
import { QuarantineSection } from './quarantine-section.tsx'
import { type Checkup, doctorQueries } from './queries.ts'
import { RepairDialog } from './repair-dialog.tsx'
import { useCheckup } from './use-checkup.ts'

/** Whether what is stored can be trusted, and what was done where it could not. */
export function HealthCheckPage() {
  const last = useQuery(doctorQueries.last())
  const checkup = useCheckup(last.data)
  const [asking, setAsking] = useState(false)
  const unrepaired = last.data == null ? [] : listUnrepaired(last.data)
  const isBusy = checkup.isBeginning || checkup.isRunning
  return (
    <>
      <PageHead title="Health check">
        {last.data === undefined ? null : (
          <>
            <Button
              disabled={checkup.isRunning}
              icon={<Stethoscope aria-hidden="true" />}
              onClick={checkup.check}
              pending={checkup.isBeginning && !asking}
            >
              Check all runs
            </Button>
            {unrepaired.length === 0 || isBusy ? null : (
              <Button icon={<Wrench aria-hidden="true" />} onClick={() => setAsking(true)} variant="primary">
                Repair {plural(unrepaired.length, 'run')}
              </Button>
            )}
          </>
        )}
      </PageHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {last.isPending ? <Skeleton rows={4} /> : null}
        {last.isError && last.data === undefined ? (
          <ErrorState
            {...errorText(last.error)}
            action={{ label: 'Try now', onSelect: () => void last.refetch() }}
          />
        ) : null}
        {last.data === null ? <NeverChecked /> : null}
        {last.data == null ? null : <LastCheckup checkup={last.data} />}
        {last.data === undefined ? null : <QuarantineSection />}
      </div>
      {asking ? (
        <RepairDialog
          onClose={() => setAsking(false)}
          onConfirm={() =>
            checkup.repair(
              unrepaired.map((each) => each.executionId),
              () => setAsking(false),
            )
          }
          pending={checkup.isBeginning}
          runs={unrepaired}
        />
      ) : null}
    </>
  )
}

function NeverChecked() {
  return (
    <EmptyState
      text="A check holds the rows, counters and events of every run against each other. It changes nothing, and runs go on meanwhile."
      title="Nothing has been checked yet"
    />
  )
}

function LastCheckup({ checkup }: { checkup: Checkup }) {
  const { tone, title, text } = summarise(checkup)
  const { startedAt, startedBy, status } = checkup
  return (
    <section aria-label="Last check">
      <Banner
        className="border-b border-line px-5"
        icon={<SummaryIcon checkup={checkup} />}
        text={text}
        title={`${title}.`}
        tone={tone}
      />
      <p className="px-5 py-2 text-12 text-text-3">
        {status === 'running' ? 'Begun' : 'Checked'} {formatStamp(startedAt)} by {startedBy}
      </p>
      {checkup.cases.length === 0 ? null : <DamagedTable cases={checkup.cases} damaged={checkup.damaged} />}
    </section>
  )
}

function SummaryIcon({ checkup }: { checkup: Checkup }) {
  const { tone } = summarise(checkup)
  if (checkup.status === 'running') return <StatusIcon size={16} status="running" />
  if (tone === 'plain') return <StatusIcon size={16} status="completed" />
  return <TriangleAlert aria-hidden="true" />
}
