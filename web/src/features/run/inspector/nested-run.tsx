/** The one run that a node runs for itself. */
import { isActive } from '@heddle/core/execution/status.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { toShortId } from '../../../ui/short-id.ts'
import { runQueries } from '../queries.ts'
import { useLiveNode, useRun } from '../run-context.ts'
import { ItemRow } from './item-row.tsx'
import { Section } from './section.tsx'

const refreshMs = 2_000

export function NestedRun({ index }: { readonly index: number }) {
  const { model } = useRun()
  const record = useLiveNode(index)
  const children = useInfiniteQuery({
    ...runQueries.children({
      executionId: model.executionId,
      nodeId: model.plan.nodes[index]?.id ?? '',
      status: undefined,
      stamp: `${record.status}/${record.attempt}`,
    }),
    refetchInterval: isActive(record.status) ? refreshMs : false,
  })
  const item = children.data?.pages[0]?.items[0]
  if (item === undefined) return null
  return (
    <Section title="Its run">
      <div className="-mx-3 -mb-3">
        <ItemRow
          item={item}
          title={item.executionId === null ? 'Not started' : `Run ${toShortId(item.executionId)}`}
        />
      </div>
    </Section>
  )
}
