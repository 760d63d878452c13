import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { formatStamp } from '../../ui/format-time.ts'
import { JsonTree } from '../../ui/json-tree.tsx'
import { ReadDialog } from '../../ui/read-dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { sourceWords } from './core/checkup-words.ts'
import { FindingList } from './finding-list.tsx'
import { doctorQueries, type Quarantined } from './queries.ts'

interface EvidenceDialogProps {
  item: Quarantined
  onClose: () => void
}

type Part = 'findings' | 'execution' | 'rows' | 'events'

/** The state as it was found, to be looked through. */
export function EvidenceDialog({ item, onClose }: EvidenceDialogProps) {
  const evidence = useQuery(doctorQueries.evidence(item.quarantineId))
  const [part, setPart] = useState<Part>('findings')
  const { findings, rowCount, eventCount } = item
  const tabs = [
    { value: 'findings', label: 'Findings', count: findings.length },
    { value: 'execution', label: 'Run' },
    { value: 'rows', label: item.repair === 'removal' ? 'Rows' : 'Node rows', count: rowCount },
    { value: 'events', label: 'Events', count: eventCount },
  ] as const
  return (
    <ReadDialog
      description={`Found ${formatStamp(item.foundAt)} by ${item.foundBy}. ${toRepairWords(item)}`}
      onClose={onClose}
      title={`${item.workflowName ?? 'Run'} as it was found`}
      width={840}
    >
      <p className="mono mt-1 text-12 text-text-3">{item.executionId}</p>
      <Tabs className="mt-2" label="Evidence" onValueChange={setPart} tabs={tabs} value={part}>
        <TabPanel value="findings">
          <FindingList findings={findings} />
        </TabPanel>
        {(['execution', 'rows', 'events'] as const).map((name) => (
          <TabPanel className="pt-2" key={name} value={name}>
            {evidence.isPending ? <Skeleton rows={4} /> : null}
            {evidence.isError ? <ErrorState {...errorText(evidence.error)} /> : null}
            {evidence.data === undefined ? null : (
              <JsonTree label={`Evidence, ${name}`} maxHeight="40vh" value={evidence.data[name]} />
            )}
          </TabPanel>
        ))}
      </Tabs>
    </ReadDialog>
  )
}

function toRepairWords({ repair, oldSeq, newSeq }: Quarantined): string {
  if (repair === 'removal') return 'The run is not there. What was left of it was taken out.'
  return `Repaired from ${sourceWords(repair).toLowerCase()}, event ${formatCount(oldSeq)} to ${formatCount(newSeq)}.`
}
