import { fold } from '@heddle/core/execution/evolve.ts'
import { emptyState } from '@heddle/core/execution/state.ts'
import { describe, expect, it } from 'vitest'
import { createLiveExecution, type Frame } from './live-execution.ts'
import { completeAttempt, failAttempt, plan, startAttempt, startTestRun } from './testing-run.ts'

function startLive() {
  const frames: Frame[] = []
  const waiting: (() => void)[] = []
  const live = createLiveExecution({ initial: emptyState(plan), schedule: (flush) => waiting.push(flush) })
  live.subscribeFrame((frame) => frames.push(frame))
  const nextFrame = () => {
    for (const flush of waiting.splice(0)) flush()
  }
  return { live, frames, waiting, nextFrame }
}

function runToFailure() {
  const run = startTestRun()
  run.act(100, startAttempt(0))
  run.act(8500, completeAttempt(0, { 1: false }))
  run.act(8600, startAttempt(1))
  run.act(9600, failAttempt(1, 1))
  return run
}

describe('a live execution', () => {
  it('folds events to the state that the core folds them to', () => {
    const run = runToFailure()
    const { live } = startLive()
    live.receiveEvents(run.events)
    const expected = fold(emptyState(plan), run.events)
    expect(live.state().seq).toBe(expected.seq)
    for (const { index } of plan.nodes) expect(live.state().getNode(index)).toEqual(expected.getNode(index))
  })

  it('drops events that it knows, and asks for no frame then', () => {
    const run = runToFailure()
    const { live, waiting, nextFrame } = startLive()
    live.receiveEvents(run.events)
    nextFrame()
    live.receiveEvents(run.events.slice(1, 4))
    expect(waiting).toHaveLength(0)
    expect(live.state().seq).toBe(run.events.length)
  })

  it('sees a hole by arithmetic, waits with what came too early and goes on once the hole is filled', () => {
    const { events } = runToFailure()
    const { live } = startLive()
    live.receiveEvents(events.slice(0, 3))
    live.receiveEvents(events.slice(5))
    expect(live.gapAfter()).toBe(3)
    expect(live.state().seq).toBe(3)
    live.receiveEvents(events.slice(2, 6))
    expect(live.gapAfter()).toBeNull()
    expect(live.state().seq).toBe(events.length)
  })

  it('goes on from a snapshot, and leaves the history before it as missing', () => {
    const { events } = runToFailure()
    const { live, frames, nextFrame } = startLive()
    live.receiveSnapshot(fold(emptyState(plan), events.slice(0, 4)))
    live.receiveEvents(events.slice(4))
    nextFrame()
    expect(frames[0]?.touched).toBe('all')
    expect(live.state().seq).toBe(events.length)
    expect(live.log.missingAfter()).toBe(0)
    live.receiveEvents(events.slice(0, 4))
    expect(live.log.missingAfter()).toBeNull()
  })

  it('keeps what it knows when a snapshot is older', () => {
    const { events } = runToFailure()
    const { live } = startLive()
    live.receiveEvents(events)
    expect(live.receiveSnapshot(fold(emptyState(plan), events.slice(0, 4)))).toBe(false)
    expect(live.state().seq).toBe(events.length)
  })

  it('tells one frame of many batches, and only the nodes that changed', () => {
    const { events } = runToFailure()
    const { live, frames, waiting, nextFrame } = startLive()
    live.receiveEvents(events.slice(0, 3))
    nextFrame()
    const heard: number[] = []
    for (const { index } of plan.nodes) live.subscribeNode(index, () => heard.push(index))
    live.receiveEvents(events.slice(3, 4))
    live.receiveEvents(events.slice(4, 5))
    expect(waiting).toHaveLength(1)
    nextFrame()
    const touched = new Set(events.slice(3, 5).map((event) => plan.indexOf.get(event.nodeId ?? '')))
    expect(frames).toHaveLength(2)
    expect(new Set(heard)).toEqual(touched)
    expect(frames[1]?.events).toEqual(events.slice(3, 5))
  })

  it('forgets a listener that stopped listening', () => {
    const { events } = runToFailure()
    const { live, nextFrame } = startLive()
    let calls = 0
    const stop = live.subscribeNode(0, () => {
      calls += 1
    })
    stop()
    live.receiveEvents(events)
    nextFrame()
    expect(calls).toBe(0)
  })
})
