/** The run's screen: bar, header, canvas, inspector and dock around one selection and one clock. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { CancelDialog } from './cancel-dialog.tsx'
import { findFirstFailed } from './core/run-figures.ts'
import { RunDock } from './dock/run-dock.tsx'
import { Inspector } from './inspector/inspector.tsx'
import type { RunDetail } from './queries.ts'
import { RetryDialog } from './retry/retry-dialog.tsx'
import { RunCanvas } from './run-canvas.tsx'
import { RunProvider } from './run-context.ts'
import { RunHeader } from './run-header.tsx'
import type { RunModel } from './run-model.ts'
import { RunTopBar } from './run-top-bar.tsx'
import { useAnnouncements } from './use-announcements.ts'
import { useCanvasSync } from './use-canvas-sync.ts'
import { useRunKeys } from './use-run-keys.ts'
import type { RunStream } from './use-run-stream.ts'
import { type RunScreenState, useScreenState } from './use-screen-state.ts'

interface RunScreenProps {
  readonly model: RunModel
  readonly detail: RunDetail
  readonly stream: RunStream
}

export function RunScreen({ model, detail, stream }: RunScreenProps) {
  const screen = useScreenState(model.graph)
  const page = useRef<HTMLElement>(null)
  const run = useMemo(() => ({ model, detail, screen }), [model, detail, screen])
  useCanvasSync(model)
  useAnnouncements(model)
  useFirstChoice(model, screen)
  return (
    <RunProvider value={run}>
      <ScreenKeys page={page} />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface" ref={page}>
        <RunTopBar />
        <RunHeader stream={stream} />
        <div className="relative flex min-h-0 flex-1">
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <RunCanvas />
            <RunDock />
          </div>
          <Inspector />
        </div>
      </main>
      <CancelDialog />
      <RetryDialog />
    </RunProvider>
  )
}

/** Inside the provider, since the keys act on the open run. */
function ScreenKeys({ page }: { readonly page: RefObject<HTMLElement | null> }) {
  useRunKeys(page)
  return null
}

/** A page that was opened for a node shows it; one of a run that had failed shows the first failed node. */
function useFirstChoice(model: RunModel, screen: RunScreenState): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the moment of opening counts
  useEffect(() => {
    if (model.graph.selection().nodes.size > 0) return
    const nodeId = findAskedNode(model) ?? findFailedNode(model)
    if (nodeId !== undefined) model.graph.select({ nodes: new Set([nodeId]), edge: null })
    // The window can move only after the canvas has fitted itself.
    if (nodeId !== undefined) requestAnimationFrame(() => screen.choose(nodeId))
  }, [model])
}

/** The address may name a node behind its `#`: links from other runs do. */
function findAskedNode({ plan }: RunModel): string | undefined {
  const asked = window.location.hash.slice(1)
  return plan.nodes.find(({ id }) => id === asked || encodeURIComponent(id) === asked)?.id
}

function findFailedNode({ live, plan }: RunModel): string | undefined {
  const state = live.state()
  if (!isFinal(state.status)) return undefined
  const index = findFirstFailed(state)
  return state.errorNodeId ?? (index === null ? undefined : plan.nodes[index]?.id)
}
