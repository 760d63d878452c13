import { setTimeout as sleep } from 'node:timers/promises'
import { defineNodeType } from '../define-node-type.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { type WaitParams, waitParams } from './params.ts'

const docs = `Waits for a time, then completes with \`null\`.

Give **Duration** in milliseconds or **Until**, a moment such as \`2030-01-31T08:00:00Z\`.
A wait of more than a second holds no worker and survives a restart.
`

/** Up to here a timer in memory is cheaper than two commits, and a lost one costs no more than this. */
const SHORT_MS = 1_000

export const wait = defineNodeType({
  type: 'wait',
  label: 'Wait',
  group: 'Wait',
  icon: 'timer',
  summary: 'Waits for a duration or until a moment.',
  docs,
  detail: '{durationMs}{until}',
  params: waitParams,
  run: runWait,
})

async function runWait({ params, signal }: AttemptContext<WaitParams>): Promise<RunResult> {
  const now = Date.now()
  const until = params.until === undefined ? now + (params.durationMs ?? 0) : Date.parse(params.until)
  if (until - now > SHORT_MS) return { ok: true, suspendUntil: until }
  if (until > now) await sleep(until - now, undefined, { signal })
  return { ok: true, output: null }
}
