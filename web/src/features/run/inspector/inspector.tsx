import { SidePanel } from '../../../ui/side-panel.tsx'
import { useChosenIndex } from '../run-context.ts'
import { NodeInspector } from './node-inspector.tsx'
import { RunSummary } from './run-summary.tsx'

/** The chosen node, or the run as a whole where none is chosen. */
export function Inspector() {
  const index = useChosenIndex()
  return (
    <SidePanel
      className={index === null ? 'max-[899px]:hidden' : ''}
      initial={window.innerWidth < 1200 ? 280 : 304}
      label="Inspector"
      name={window.innerWidth < 1200 ? 'run-inspector-narrow' : 'run-inspector'}
    >
      <div className="flex min-h-0 flex-1 flex-col" data-region>
        {index === null ? <RunSummary /> : <NodeInspector index={index} key={index} />}
      </div>
    </SidePanel>
  )
}
