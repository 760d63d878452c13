import { defineNodeType } from '../define-node-type.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { type SignalParams, signalParams } from './params.ts'

const docs = `Waits for a signal from outside: \`POST /api/executions/{id}/signals/{name}\`. The body, any JSON up to 1 MiB,
is its output.

A signal may come before the node waits: it is kept for it. Each signal is for one node, oldest first: two nodes
that wait for the same name each need one, and the one that waited longer gets the first. A repeat with the same
\`Idempotency-Key\` changes nothing.

After **Timeout** the node fails, or goes on by the port \`timeout\` with \`null\`. While it waits it holds no worker,
and it survives restarts.
`

export const signal = defineNodeType({
  type: 'signal',
  label: 'Signal',
  group: 'Wait',
  icon: 'radio',
  summary: 'Waits for a signal from another program.',
  docs,
  detail: '{name}',
  ports: ['success', 'timeout'],
  params: signalParams,
  run: runSignal,
})

async function runSignal({ params, lookForSignal }: AttemptContext<SignalParams>): Promise<RunResult> {
  const { name, timeoutSeconds, onTimeout } = params
  const ends = timeoutSeconds === undefined ? null : Date.now() + Math.round(timeoutSeconds * 1000)
  const { signal: found, until } = await lookForSignal({ name, until: ends })
  if (found !== null) return { ok: true, output: found.payload }
  if (until === null || until > Date.now()) return { ok: true, suspendUntil: until, waitFor: 'signal' }
  if (onTimeout === 'continue') return { ok: true, port: 'timeout', output: null }
  const message = `No signal ${name} came before ${new Date(until).toISOString()}.`
  return { ok: false, error: { code: 'TIMEOUT', message, retryable: false } }
}
