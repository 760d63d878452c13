import { useState } from 'react'
import { HeadCell, HeadRow, Table } from '../../ui/table.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'
import { isPresent, type Worker } from './core/fleet.ts'
import type { useDraining } from './use-draining.ts'
import { WorkerRow } from './worker-row.tsx'

interface WorkerTableProps {
  workers: readonly Worker[]
  /** When the server answered this. */
  readAt: number
  mayOrder: boolean
  orders: ReturnType<typeof useDraining>
  onDrain: (worker: Worker) => void
}

/** A row a worker, with what it runs one key or click away. */
export function WorkerTable({ workers, readAt, mayOrder, orders, onDrain }: WorkerTableProps) {
  const now = useNow(1000)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const toggle = ({ workerId }: Worker) =>
    setOpened((before) =>
      before.has(workerId) ? before.difference(new Set([workerId])) : before.union(new Set([workerId])),
    )
  const withWorker = (index: number, act: (worker: Worker) => void) => {
    const worker = workers[index]
    if (worker !== undefined) act(worker)
  }
  const rowKeys = useRowKeys({
    count: workers.length,
    onOpen: (index) => withWorker(index, toggle),
    onKey: (index, event) => {
      if (event.key !== 'd' || !mayOrder) return
      event.preventDefault()
      withWorker(index, (worker) => {
        if (!isPresent(worker)) return
        if (worker.draining === null) onDrain(worker)
        else orders.undrain(worker)
      })
    },
  })
  return (
    <div className="shrink-0 overflow-x-auto">
      <Table className="min-w-[880px]" label="Workers">
        <WorkerHead />
        <tbody>
          {workers.map((worker, index) => (
            <WorkerRow
              ageMs={Math.max(0, now - readAt)}
              key={worker.workerId}
              now={now}
              onDrain={mayOrder ? () => onDrain(worker) : undefined}
              onToggle={() => toggle(worker)}
              onUndrain={() => orders.undrain(worker)}
              open={opened.has(worker.workerId)}
              rowKeys={rowKeys.rowProps(index)}
              undraining={orders.isUndraining(worker)}
              worker={worker}
            />
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function WorkerHead() {
  return (
    <HeadRow>
      <HeadCell className="pl-[48px]!" width={176}>
        Worker
      </HeadCell>
      <HeadCell width={112}>State</HeadCell>
      <HeadCell width={112}>Group</HeadCell>
      <HeadCell align="right" width={80}>
        Heartbeat
      </HeadCell>
      <HeadCell width={152}>Slots</HeadCell>
      <HeadCell>Runs</HeadCell>
      <HeadCell align="right" className="max-[1299px]:hidden" width={56}>
        CPU
      </HeadCell>
      <HeadCell align="right" className="max-[1299px]:hidden" width={76}>
        Memory
      </HeadCell>
      <HeadCell className="max-[1399px]:hidden" width={112}>
        Host
      </HeadCell>
      <HeadCell align="right" width={76}>
        Up
      </HeadCell>
      <HeadCell width={88}>
        <span className="sr-only">Orders</span>
      </HeadCell>
    </HeadRow>
  )
}
