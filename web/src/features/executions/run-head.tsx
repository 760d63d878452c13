import { Checkbox } from '../../ui/checkbox.tsx'
import { HeadCell, HeadRow } from '../../ui/table.tsx'
import type { Sort } from './core/execution-filters.ts'

interface RunHeadProps {
  /** How much of what is loaded is chosen. */
  chosen: boolean | 'indeterminate'
  onChooseAll: (all: boolean) => void
  sort: Sort
  onSort: (sort: Sort) => void
}

export function RunHead({ chosen, onChooseAll, sort, onSort }: RunHeadProps) {
  return (
    <HeadRow>
      <HeadCell width={44}>
        <Checkbox checked={chosen} label="Choose all loaded runs" onCheckedChange={onChooseAll} />
      </HeadCell>
      <HeadCell className="w-[112px] max-[1199px]:w-[108px]">Status</HeadCell>
      <HeadCell className="w-[84px] max-[1199px]:w-[76px]">Run</HeadCell>
      <HeadCell>Workflow</HeadCell>
      <HeadCell className="w-[68px] max-[1199px]:hidden">Version</HeadCell>
      <HeadCell className="w-[168px] max-[1199px]:w-[136px] max-[899px]:hidden">Started by</HeadCell>
      <HeadCell
        className="w-[128px]"
        onSort={() => onSort('started')}
        sorted={sort === 'started' ? 'desc' : undefined}
      >
        Started
      </HeadCell>
      <HeadCell
        className="w-[212px] max-[1199px]:w-[164px]"
        onSort={() => onSort('duration')}
        sorted={sort === 'duration' ? 'desc' : undefined}
      >
        Duration, tick is p50
      </HeadCell>
      <HeadCell align="right" width={96}>
        Nodes
      </HeadCell>
      <HeadCell width={40}>
        <span className="sr-only">Actions</span>
      </HeadCell>
    </HeadRow>
  )
}
