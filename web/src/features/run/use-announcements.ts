/** Tells a screen reader what settles, at most once in two seconds, however fast it goes. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { useEffect } from 'react'
import { announce } from '../../ui/announce.tsx'
import { toFrameWords } from './core/frame-words.ts'
import type { RunModel } from './run-model.ts'

const everyMs = 2000

export function useAnnouncements(model: RunModel): void {
  useEffect(() => {
    let waiting: ExecutionEvent[] = []
    let timer: ReturnType<typeof setTimeout> | null = null
    const speak = () => {
      timer = null
      const words = toFrameWords(model.live.state(), waiting)
      waiting = []
      if (words !== null) announce(words)
    }
    const stop = model.live.subscribeFrame(({ events }) => {
      if (events.length === 0) return
      waiting.push(...events)
      timer ??= setTimeout(speak, everyMs)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [model])
}
