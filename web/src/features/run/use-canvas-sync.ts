/** Keeps the canvas at the moment that the page shows: each frame of the live run, or each step through the past. */
import { useEffect } from 'react'
import type { RunModel } from './run-model.ts'

const tickMs = 200

export function useCanvasSync(model: RunModel): void {
  useEffect(() => {
    const { live, travel, canvas } = model
    const showAll = () => canvas.show(model.shownState(), 'all', model.shownNow())
    showAll()
    const stops = [
      travel.subscribe(showAll),
      live.subscribeFrame(({ touched }) => {
        if (travel.state().seq === null) canvas.show(live.state(), touched, model.shownNow())
      }),
    ]
    const timer = setInterval(() => {
      if (!document.hidden && travel.state().seq === null) canvas.tick(live.state(), model.shownNow())
    }, tickMs)
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }, [model])
}
