/** The items of a map: how many came to what, and each as a row that leads to its run. */
import type { ItemCounts } from '@heddle/core/execution/event.ts'
import { isActive } from '@heddle/core/execution/status.ts'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { errorText } from '../../../app/error-text.ts'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { formatCount } from '../../../ui/format-count.ts'
import { Select } from '../../../ui/select.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { VirtualList } from '../../../ui/virtual-list.tsx'
import { type ItemFilter, itemFilters, toFilterLabel, toItemStatuses } from '../core/item-filter.ts'
import { runQueries } from '../queries.ts'
import { useLiveNode, useRun } from '../run-context.ts'
import { ItemRow, itemRowHeight } from './item-row.tsx'

/** Rows change while items run; the bar on the card is exact meanwhile. */
const refreshMs = 2_000

export function ItemsPanel({ index }: { readonly index: number }) {
  const { model } = useRun()
  const record = useLiveNode(index)
  const [filter, setFilter] = useState<ItemFilter>('all')
  const nodeId = model.plan.nodes[index]?.id ?? ''
  const children = useInfiniteQuery({
    ...runQueries.children({
      executionId: model.executionId,
      nodeId,
      status: toItemStatuses(filter),
      stamp: `${record.status}/${record.attempt}`,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: isActive(record.status) ? refreshMs : false,
  })
  const rows = useMemo(() => children.data?.pages.flatMap(({ items }) => items) ?? [], [children.data])
  const counts = children.data?.pages[0]?.counts
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-2 border-b border-line py-2 pr-3 pl-3">
        <h3 className="truncate text-12 font-semibold tabular-nums">{toProgress(record.items)}</h3>
        <div className="ml-auto w-36 shrink-0">
          <Select
            label="Items shown"
            onValueChange={(value) => setFilter(itemFilters.find((each) => each === value) ?? 'all')}
            options={itemFilters.map((each) => ({ value: each, label: toFilterLabel(each, counts) }))}
            size={24}
            value={filter}
          />
        </div>
      </div>
      {children.isError ? <ErrorLine className="m-3" text={errorText(children.error).title} /> : null}
      {children.isPending ? <Skeleton rowHeight={itemRowHeight} rows={8} /> : null}
      {children.isSuccess && rows.length === 0 ? (
        <p className="p-3 text-12 text-text-2">No item is like this now.</p>
      ) : (
        <VirtualList
          className="flex-1"
          items={rows}
          keyOf={(item) => item.itemIndex}
          label="Items of the node"
          onEnd={() => {
            if (children.hasNextPage && !children.isFetching) void children.fetchNextPage()
          }}
          render={(item) => <ItemRow digits={formatCount(counts?.total ?? 0).length} item={item} />}
          rowHeight={itemRowHeight}
        />
      )}
    </div>
  )
}

function toProgress(items: ItemCounts | null): string {
  if (items === null) return ''
  return `${formatCount(items.completed + items.failed)} of ${formatCount(items.total)}`
}
