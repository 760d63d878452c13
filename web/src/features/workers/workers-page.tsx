import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { sessionQueries } from '../../app/session.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { plural } from '../../ui/format-count.ts'
import { formatAge } from '../../ui/format-time.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { AddWorkerDialog } from './add-worker-dialog.tsx'
import { type Fleet, splitFleet, type Worker } from './core/fleet.ts'
import { DrainDialog } from './drain-dialog.tsx'
import { FleetBanners } from './fleet-banners.tsx'
import { LoadPanels } from './load-panels.tsx'
import { PartBanners } from './part-banners.tsx'
import { PartRow } from './part-row.tsx'
import { workerQueries } from './queries.ts'
import { RecentChanges } from './recent-changes.tsx'
import { useDraining } from './use-draining.ts'
import { WorkerTable } from './worker-table.tsx'

/** Who runs nodes, how busy they are, what waits for them. */
export function WorkersPage() {
  const fleet = useQuery(workerQueries.fleet())
  const health = useQuery(workerQueries.health())
  const [adding, setAdding] = useState(false)
  const { data, dataUpdatedAt } = fleet
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <PageHead
        beside={health.data === undefined ? null : <Badge className="mono">{health.data.mode}</Badge>}
        title="Workers and health"
      >
        {dataUpdatedAt === 0 ? null : <Checked atMs={dataUpdatedAt} />}
        <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
          Add a worker
        </Button>
      </PageHead>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <PartRow fleet={data} />
        {health.data === undefined ? null : <PartBanners health={health.data} />}
        {data !== undefined ? (
          <>
            <FleetBanners fleet={data} />
            <LoadPanels fleet={data} readAt={dataUpdatedAt} />
            <FleetList fleet={data} onAdd={() => setAdding(true)} readAt={dataUpdatedAt} />
          </>
        ) : fleet.isError ? (
          <ErrorState
            {...errorText(fleet.error)}
            action={{ label: 'Try now', onSelect: () => void fleet.refetch() }}
          />
        ) : (
          <Skeleton rows={4} />
        )}
      </div>
      {adding ? <AddWorkerDialog onClose={() => setAdding(false)} /> : null}
    </div>
  )
}

/** Figures have an age: when the server is away they grow old. */
function Checked({ atMs }: { atMs: number }) {
  const now = useNow(1000)
  return (
    <span className="pr-2 text-12 text-text-2 tabular-nums max-[899px]:hidden">
      Checked {formatAge(atMs, Math.max(now, atMs))}
    </span>
  )
}

interface FleetListProps {
  fleet: Fleet
  readAt: number
  onAdd: () => void
}

function FleetList({ fleet, readAt, onAdd }: FleetListProps) {
  const { data: me } = useQuery(sessionQueries.me())
  const orders = useDraining()
  const [asked, setAsked] = useState<Worker | null>(null)
  const [withGone, setWithGone] = useState(false)
  const { shown, gone } = splitFleet(fleet.items)
  const workers = withGone ? [...shown, ...gone] : shown
  const mayOrder = me?.role === 'admin' || me?.role === 'owner'
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-3 pl-5">
        <h2 className="font-semibold">{plural(shown.length, 'worker')}</h2>
        {gone.length === 0 ? null : (
          <Button
            aria-pressed={withGone}
            className="ml-auto"
            onClick={() => setWithGone(!withGone)}
            size={24}
            variant="quiet"
          >
            {withGone ? `Hide ${gone.length} gone` : `Show ${gone.length} gone`}
          </Button>
        )}
      </div>
      {workers.length === 0 ? (
        <EmptyState
          actions={<Button onClick={onAdd}>Add a worker</Button>}
          text="Nodes wait in the queue until a worker takes them."
          title="No worker is here"
        />
      ) : (
        <WorkerTable
          mayOrder={mayOrder}
          onDrain={setAsked}
          orders={orders}
          readAt={readAt}
          workers={workers}
        />
      )}
      <RecentChanges items={fleet.items} now={readAt} />
      {asked === null ? null : (
        <DrainDialog
          items={fleet.items}
          onClose={() => setAsked(null)}
          onConfirm={() => orders.drain(asked, () => setAsked(null))}
          pending={orders.isDraining}
          worker={fleet.items.find(({ workerId }) => workerId === asked.workerId) ?? asked}
        />
      )}
    </>
  )
}
