import { useMemo } from 'react'
import { Button } from '../../../ui/button.tsx'
import { LogList } from '../dock/log-list.tsx'
import { useLogLines } from '../dock/use-log-lines.ts'
import { useLiveNode, useRun } from '../run-context.ts'
import { KeptNote } from './kept-note.tsx'

/** The node's own lines, wrapped to the width of the inspector. */
export function NodeLogs({ nodeId, index }: { readonly nodeId: string; readonly index: number }) {
  const { screen } = useRun()
  const { keptFrom } = useLiveNode(index)
  const all = useLogLines()
  const lines = useMemo(() => all.filter((line) => line.nodeId === nodeId), [all, nodeId])
  if (lines.length === 0) {
    return (
      <p className="p-3 text-12 text-text-2">
        {keptFrom === null ? (
          'This node has written no lines.'
        ) : (
          <KeptNote executionId={keptFrom.executionId} nodeId={nodeId} what="its lines" />
        )}
      </p>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <LogList hits={null} isFollowing label="Logs of the node" layout="narrow" lines={lines} words="" />
      <div className="shrink-0 border-t border-line p-2">
        <Button onClick={() => screen.setTab('logs')} size={24} variant="quiet">
          Open in the dock
        </Button>
      </div>
    </div>
  )
}
