import { describe, expect, it } from 'vitest'
import { createEventLog } from './event-log.ts'
import { createReplay } from './replay.ts'
import { completeAttempt, failAttempt, plan, startAttempt, startTestRun } from './testing-run.ts'

function someEvents() {
  const run = startTestRun()
  run.act(100, startAttempt(0))
  run.act(8500, completeAttempt(0, { 1: false }))
  run.act(9000, startAttempt(1))
  run.act(9600, failAttempt(1, 1))
  return run.events
}

describe('the event log', () => {
  it('takes pages in any order and knows what is missing', () => {
    const events = someEvents()
    const log = createEventLog()
    log.add(events.slice(4))
    expect(log.missingAfter()).toBe(0)
    log.add(events.slice(0, 2))
    expect(log.missingAfter()).toBe(2)
    log.add(events.slice(2, 4))
    expect(log.missingAfter()).toBeNull()
    expect(log.all()).toEqual(events)
  })

  it('counts an event once, however often it comes', () => {
    const events = someEvents()
    const log = createEventLog()
    expect(log.add(events)).toBe(events.length)
    const version = log.version()
    expect(log.add(events)).toBe(0)
    expect(log.version()).toBe(version)
  })

  it('misses what it was only told of', () => {
    const log = createEventLog()
    log.add(someEvents().slice(0, 3))
    log.expect(7)
    expect(log.missingAfter()).toBe(3)
  })
})

describe('the replay', () => {
  it('shows every moment as it was, forwards and backwards', () => {
    const events = someEvents()
    const log = createEventLog()
    log.add(events)
    const replay = createReplay(plan, log)
    const forwards = events.map((event) => replay.stateAt(event.seq).getNode(1).status)
    const backwards = events.toReversed().map((event) => replay.stateAt(event.seq).getNode(1).status)
    expect(backwards.toReversed()).toEqual(forwards)
    expect(forwards.at(-1)).toBe('retrying')
    expect(replay.stateAt(0).status).toBe('pending')
  })

  it('stops at the last event that is known', () => {
    const events = someEvents()
    const log = createEventLog()
    log.add(events)
    expect(createReplay(plan, log).stateAt(10_000).seq).toBe(events.length)
  })
})
