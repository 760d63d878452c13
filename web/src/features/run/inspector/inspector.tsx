import { SidePanel } from '../../../ui/side-panel.tsx'
import { useChosenIndex } from '../run-context.ts'
import { useIsNarrow } from '../use-is-narrow.ts'
import { NodeInspector } from './node-inspector.tsx'
import { RunSummary } from './run-summary.tsx'

/** The chosen node, or the run as a whole where none is chosen. */
export function Inspector() {
  const index = useChosenIndex()
  const isNarrow = useIsNarrow()
  return (
    <SidePanel
      className={index === null ? 'max-[899px]:hidden' : ''}
      initial={isNarrow ? 280 : 304}
      label="Inspector"
      key={isNarrow ? 'narrow' : 'wide'}
      name={isNarrow ? 'run-inspector-narrow' : 'run-inspector'}
    >
      <div className="flex min-h-0 flex-1 flex-col">
        {index === null ? <RunSummary /> : <NodeInspector index={index} key={index} />}
      </div>
    </SidePanel>
  )
}
