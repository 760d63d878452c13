import { useEffect, useState } from 'react'
import { type Choice, extendTo, nothingChosen, toggleRow } from './core/choice.ts'
import type { ExecutionFilters } from './core/execution-filters.ts'
import type { Run } from './core/run.ts'

/** The chosen rows. Another list begins with none. */
export function useChoice(filters: ExecutionFilters, rows: readonly Run[]) {
  const [choice, setChoice] = useState<Choice>(nothingChosen)
  /** Rows that were chosen without being loaded. */
  const [distant, setDistant] = useState<readonly Run[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to the filters it was chosen under
  useEffect(() => {
    setChoice(nothingChosen)
    setDistant([])
  }, [filters])
  const known = new Map([...distant, ...rows].map((run) => [run.executionId, run]))
  const chosen = [...choice.ids].flatMap((id) => known.get(id) ?? [])
  const order = rows.map((run) => run.executionId)
  return {
    ids: choice.ids,
    chosen,
    choose: (run: Run, extend: boolean) =>
      setChoice((old) => (extend ? extendTo(old, run.executionId, order) : toggleRow(old, run.executionId))),
    chooseLoaded: (all: boolean) => setChoice({ ids: new Set(all ? order : []), anchor: null }),
    chooseRows: (all: readonly Run[]) => {
      setDistant(all)
      setChoice({ ids: new Set(all.map((run) => run.executionId)), anchor: null })
    },
    clear: () => setChoice(nothingChosen),
  }
}
