/** Server-sent events: what happened so far and what happens from now on, until the execution is over. */
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import type { FastifyReply } from 'fastify'
import type { ApiParts } from '../context.ts'
import { streamEvents } from '../executions/stream-events.ts'
import { toWireEvent } from './to-wire.ts'

export interface EventStream {
  readonly executionId: string
  readonly after: number
  /** True where the client was here before and says what it has. */
  readonly isResumed: boolean
  readonly progress: { readonly lastSeq: number; readonly status: ExecutionStatus }
}

/** Proxies close connections on which nothing happens. */
const KEEP_ALIVE_MS = 15_000

export function sendEventStream(parts: ApiParts, reply: FastifyReply, stream: EventStream): FastifyReply {
  const { progress, after } = stream
  // The answer that makes a browser stop coming back.
  if (stream.isResumed && isFinal(progress.status) && after >= progress.lastSeq)
    return reply.status(204).send()
  const body = new PassThrough()
  const closing = new AbortController()
  body.once('close', () => closing.abort())
  void pump(parts, stream, { body, signal: closing.signal }).catch((error: unknown) => {
    parts.logger.warn({ event: 'event_stream_failed', executionId: stream.executionId, err: error })
    body.destroy()
  })
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-cache, no-transform')
    .header('x-accel-buffering', 'no')
    .send(body)
}

async function pump(
  parts: ApiParts,
  { executionId, after }: EventStream,
  { body, signal }: { body: PassThrough; signal: AbortSignal },
): Promise<void> {
  const keepAlive = setInterval(() => body.write(': still here\n\n'), KEEP_ALIVE_MS)
  try {
    body.write(': live\n\n')
    for await (const events of streamEvents(parts, { executionId, after, signal })) {
      const text = events.map((event) => toMessage(event.seq, toWireEvent(executionId, event))).join('')
      // A reader that is slow is waited for: the events are in the database meanwhile.
      if (!body.write(text)) await once(body, 'drain', { signal }).catch(() => undefined)
    }
    body.end()
  } finally {
    clearInterval(keepAlive)
  }
}

function toMessage(id: number, data: Record<string, unknown>): string {
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`
}
