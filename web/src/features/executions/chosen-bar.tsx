import { showFailure } from '../../app/show-failure.ts'
import { BulkBar } from './bulk-bar.tsx'
import { rowsFor } from './core/choice.ts'
import type { Run } from './core/run.ts'
import { mostRows } from './queries.ts'
import type { useBulkAction } from './use-bulk-action.ts'
import type { useChoice } from './use-choice.ts'

interface ChosenBarProps {
  choice: ReturnType<typeof useChoice>
  bulk: ReturnType<typeof useBulkAction>
  matching: number
  fetchAll: () => Promise<readonly Run[]>
}

/** The bulk bar with what the chosen rows allow; nothing while none is chosen. */
export function ChosenBar({ choice, bulk, matching, fetchAll }: ChosenBarProps) {
  const { chosen } = choice
  if (chosen.length === 0) return null
  const chooseAll = () => {
    fetchAll().then(choice.chooseRows).catch(showFailure)
  }
  const more = matching <= mostRows && matching > chosen.length
  return (
    <BulkBar
      allowed={{
        retry: rowsFor('retry', chosen).length,
        pause: rowsFor('pause', chosen).length,
        resume: rowsFor('resume', chosen).length,
        cancel: rowsFor('cancel', chosen).length,
        delete: rowsFor('delete', chosen).length,
      }}
      chooseAll={more ? { count: matching, onChoose: chooseAll } : null}
      chosen={chosen.length}
      onAct={(action) => bulk.ask(action, chosen)}
      onClear={choice.clear}
    />
  )
}
