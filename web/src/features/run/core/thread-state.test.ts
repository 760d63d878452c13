import { describe, expect, it } from 'vitest'
import { isCutOff } from './cut-off.ts'
import {
  completeAttempt,
  failAttempt,
  plan,
  startAttempt,
  startTestRun,
  type TestRun,
} from './testing-run.ts'
import { toRunThread } from './thread-state.ts'

function threadsOf(run: TestRun): string[] {
  return plan.edges.map((edge) => toRunThread(run.state(), edge))
}

function failTwice(run: TestRun): void {
  run.act(9000, startAttempt(1))
  run.act(9600, failAttempt(1, 1))
  run.act(12_600, { type: 'wake-node', nodeIndex: 1, cause: 'due' })
  run.act(12_700, startAttempt(1, 2))
  run.act(13_000, failAttempt(1, 2))
}

describe('threads of a run', () => {
  it('are not reached before their source is settled', () => {
    expect(new Set(threadsOf(startTestRun()))).toEqual(new Set(['not-reached']))
  })

  it('are on their way while the target is under way, and not taken where the condition is false', () => {
    const run = startTestRun()
    run.act(100, startAttempt(0))
    run.act(8500, completeAttempt(0, { 1: false }))
    expect(threadsOf(run)).toEqual(['on-its-way', 'not-taken', 'not-reached', 'not-reached', 'not-taken'])
  })

  it('stay on their way through the pause before another attempt', () => {
    const run = startTestRun()
    run.act(100, startAttempt(0))
    run.act(8500, completeAttempt(0, { 1: true }))
    run.act(9000, startAttempt(1))
    run.act(9600, failAttempt(1, 1))
    expect(run.state().getNode(1).status).toBe('retrying')
    expect(threadsOf(run).slice(0, 2)).toEqual(['on-its-way', 'on-its-way'])
  })

  it('are cut below a failure, and not taken below what was skipped for it', () => {
    const run = startTestRun()
    run.act(100, startAttempt(0))
    run.act(8500, completeAttempt(0, { 1: false }))
    failTwice(run)
    expect(threadsOf(run)).toEqual(['taken', 'not-taken', 'cut', 'not-taken', 'not-taken'])
  })
})

describe('a skipped node', () => {
  it('is cut off when a failure lies above it, however far', () => {
    const run = startTestRun()
    run.act(100, startAttempt(0))
    run.act(8500, completeAttempt(0, { 1: false }))
    failTwice(run)
    expect(isCutOff(run.state(), 3)).toBe(true)
    expect(isCutOff(run.state(), 2)).toBe(false)
  })
})
