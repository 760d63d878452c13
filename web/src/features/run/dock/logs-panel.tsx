import { useIsFinal, useRun } from '../run-context.ts'
import { LogList } from './log-list.tsx'
import type { LogView } from './use-log-view.ts'

/** The lines of all nodes or of one, in the order in which they came. */
export function LogsPanel({ view }: { readonly view: LogView }) {
  const { screen } = useRun()
  const isOver = useIsFinal()
  if (view.lines.length === 0) {
    const end = isOver ? 'No node wrote any line.' : 'What nodes write appears here line by line.'
    return <p className="p-3 text-text-2">{view.isOneNode ? 'This node has written no lines.' : end}</p>
  }
  return (
    <LogList
      hits={view.words === '' ? null : view.hits}
      isFollowing={screen.isFollowing && !(isOver && view.words !== '')}
      label="Logs"
      layout={view.isWrapped ? 'wrapped' : 'cut'}
      lines={view.lines}
      onFollowChange={screen.setFollowing}
      shownHit={view.hits[view.at]}
      words={view.words}
    />
  )
}
