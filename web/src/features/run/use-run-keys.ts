/** The keys of the run view. Space belongs to the timeline alone, since it also presses buttons. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { RefObject } from 'react'
import { type Shortcuts, useShortcuts } from '../../app/use-shortcuts.ts'
import { toRetryStart } from './core/retry-wish.ts'
import { findFirstFailed } from './core/run-figures.ts'
import { useRun } from './run-context.ts'
import { useControl } from './use-control.ts'
import { dockTabs } from './use-screen-state.ts'

/** The page's own lists take the keys as well as the rest of it; a list that is laid over the page keeps its own. */
export function useRunKeys(page: RefObject<HTMLElement | null>): void {
  const { model, detail, screen } = useRun()
  const { pause, resume } = useControl()
  const { live, plan, travel, graph } = model

  function chooseBeside(by: 1 | -1): void {
    const order = graph.order()
    const [chosen] = graph.selection().nodes
    const at = chosen === undefined ? -1 : order.indexOf(chosen)
    const next = order[at === -1 && by === -1 ? order.length - 1 : at + by]
    if (next !== undefined) screen.choose(next)
  }

  const keys: Shortcuts = {
    p: () => {
      const { status } = live.state()
      if (status === 'running') pause()
      else if (status === 'paused') resume()
    },
    x: () => {
      if (!isFinal(live.state().status)) screen.setDialog({ kind: 'cancel' })
    },
    r: () => {
      const { status } = live.state()
      if (isFinal(status) && detail.parent === null)
        screen.askRetry(toRetryStart(status, graph.selection().nodes))
    },
    e: () => {
      const index = findFirstFailed(live.state())
      const nodeId = index === null ? undefined : plan.nodes[index]?.id
      if (nodeId !== undefined) screen.choose(nodeId)
    },
    f: () => {
      screen.setTab('logs')
      screen.setFollowing(true)
    },
    l: () => travel.goLive(),
    ',': () => travel.step(-1),
    '.': () => travel.step(1),
    j: () => chooseBeside(1),
    k: () => chooseBeside(-1),
    '+': () => screen.canvas.current?.zoomIn(),
    '-': () => screen.canvas.current?.zoomOut(),
    '0': () => screen.canvas.current?.zoomTo(1),
    Escape: screen.chooseNothing,
    ...Object.fromEntries(dockTabs.map((tab, index) => [String(index + 1), () => screen.setTab(tab)])),
  }
  // While nodes are picked the keys are those of the picking.
  const enabled = screen.dialog?.kind !== 'pick'
  useShortcuts(keys, { enabled })
  useShortcuts(keys, { enabled, scope: page })
}
