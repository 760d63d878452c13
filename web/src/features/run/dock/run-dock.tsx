/** Timeline, logs, events and artifacts below the canvas, around the same selection. */
import { useQuery } from '@tanstack/react-query'
import { Dock } from '../../../ui/dock.tsx'
import { TabPanel, Tabs } from '../../../ui/tabs.tsx'
import { runQueries } from '../queries.ts'
import { useLiveState, useRun } from '../run-context.ts'
import type { DockTab } from '../use-screen-state.ts'
import { ArtifactsPanel } from './artifacts-panel.tsx'
import { EventsPanel, EventsTools } from './events-panel.tsx'
import { LogsPanel } from './logs-panel.tsx'
import { LogsTools } from './logs-tools.tsx'
import { TimelinePanel } from './timeline-panel.tsx'
import { TravelTools } from './travel-tools.tsx'
import { useLogLines } from './use-log-lines.ts'
import { type LogView, useLogView } from './use-log-view.ts'

export function RunDock() {
  const { screen } = useRun()
  const view = useLogView()
  const tabs = useTabs()
  return (
    <Dock className="min-w-0" label="Details of the run" name="run-dock">
      <Tabs
        className="min-h-0 flex-1"
        end={<Tools tab={screen.tab} view={view} />}
        label="Details of the run"
        onValueChange={screen.setTab}
        tabs={tabs}
        value={screen.tab}
      >
        <TabPanel className="flex min-w-0 flex-col" value={screen.tab}>
          <Panel tab={screen.tab} view={view} />
        </TabPanel>
      </Tabs>
    </Dock>
  )
}

function useTabs() {
  const { model } = useRun()
  const state = useLiveState()
  const lines = useLogLines()
  const artifacts = useQuery(runQueries.artifacts(model.executionId))
  return [
    { value: 'timeline', label: 'Timeline' },
    { value: 'logs', label: 'Logs', count: lines.length },
    { value: 'events', label: 'Events', count: state.seq },
    { value: 'artifacts', label: 'Artifacts', count: artifacts.data?.items.length },
  ] as const
}

function Panel({ tab, view }: { readonly tab: DockTab; readonly view: LogView }) {
  switch (tab) {
    case 'timeline':
      return <TimelinePanel />
    case 'logs':
      return <LogsPanel view={view} />
    case 'events':
      return <EventsPanel />
    case 'artifacts':
      return <ArtifactsPanel />
  }
}

function Tools({ tab, view }: { readonly tab: DockTab; readonly view: LogView }) {
  switch (tab) {
    case 'timeline':
      return <TravelTools />
    case 'logs':
      return <LogsTools view={view} />
    case 'events':
      return <EventsTools />
    case 'artifacts':
      return null
  }
}
