import { Ellipsis, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { ChartTable } from '../../ui/chart-table.tsx'
import { downloadText } from '../../ui/download-text.ts'
import { ErrorLine } from '../../ui/error-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { PanelTable } from './core/panel-table.ts'

/** What a panel needs to know of its query. */
interface PanelRead {
  isError: boolean
  error: unknown
  refetch: () => unknown
}

interface PanelProps {
  title: string
  /** What is counted, quieter. */
  note: string
  /** The name of the CSV file, without its ending. */
  file: string
  read: PanelRead
  /** Undefined while it loads, null where nothing happened. */
  table: PanelTable | null | undefined
  /** Words where nothing happened. */
  empty: string
  /** Above the chart: a legend. */
  legend?: ReactNode
  height: number
  /** The table is the first view. */
  tableFirst?: boolean
  children: ReactNode
}

/** A chart with its table and its file. */
export function Panel(props: PanelProps) {
  const { title, note, file, table, legend, height, tableFirst = false, children } = props
  const [asTable, setAsTable] = useState(tableFirst)
  const usable = table !== undefined && table !== null
  return (
    <section aria-label={title} className="flex min-w-0 flex-col bg-surface px-5 pt-2 pb-3">
      <header className="flex h-8 items-center gap-2">
        <h2 className="font-semibold whitespace-nowrap">{title}</h2>
        <span className="min-w-0 flex-1 truncate text-12 text-text-2">{note}</span>
        <IconButton
          disabled={!usable}
          label={asTable ? `${title} as a chart` : `${title} as a table`}
          onClick={() => setAsTable(!asTable)}
          pressed={asTable}
          size={24}
        >
          <Table2 aria-hidden="true" />
        </IconButton>
        <Menu
          entries={[
            {
              label: asTable ? 'Show as a chart' : 'Show as a table',
              disabled: !usable,
              onSelect: () => setAsTable(!asTable),
            },
            {
              label: 'Export CSV',
              disabled: !usable,
              onSelect: () => usable && downloadText(`${file}.csv`, table.csv()),
            },
          ]}
          trigger={
            <IconButton label={`More of ${title}`} size={24}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
        />
      </header>
      {usable ? legend : null}
      <div className="flex flex-1 flex-col" style={{ minHeight: height }}>
        <PanelBody {...props} asTable={asTable}>
          {children}
        </PanelBody>
      </div>
    </section>
  )
}

function PanelBody({
  read,
  table,
  empty,
  title,
  height,
  asTable,
  children,
}: PanelProps & { asTable: boolean }) {
  if (table === undefined) {
    if (!read.isError)
      return (
        <div className="-mx-5">
          <Skeleton rowHeight={28} rows={Math.floor(height / 28)} />
        </div>
      )
    const { title: what, text } = errorText(read.error)
    return (
      <div className="flex flex-col items-start gap-2 py-2">
        <ErrorLine text={`${what}. ${text}`} />
        <Button onClick={() => void read.refetch()} size={24}>
          Try now
        </Button>
      </div>
    )
  }
  if (table === null) return <p className="m-auto text-12 text-text-2">{empty}</p>
  if (asTable)
    return (
      <ChartTable
        columns={table.columns}
        label={`${title}, table`}
        maxHeight={height}
        rows={table.rows}
        words={table.words}
      />
    )
  return children
}
