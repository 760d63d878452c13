/** Robots in place of people and other programs: they start, cancel, pause, signal and approve through REST. */
import { setTimeout as pause } from 'node:timers/promises'
import type { SeenEvent } from './judge-subscriber.ts'
import type { PlannedRun } from './plan-load.ts'
import type { StubbornClient } from './stubborn-client.ts'
import { subscribe } from './subscriber.ts'

export interface Crowd {
  readonly started: number
  /** Of each that was started. */
  readonly priorities: ReadonlyMap<string, number>
  /** What the subscribers saw, by execution. */
  readonly seen: ReadonlyMap<string, readonly SeenEvent[]>
  /** Starts an execution, and sends those who will deal with it. */
  begin(run: PlannedRun): Promise<void>
  /** Resolves when nobody has anything left to do but to watch and to approve. */
  untilQuiet(): Promise<void>
  /** Ends approving; streams get so long to come to their end. */
  stop(patienceMs: number): Promise<void>
}

const LOOK_MS = 400

export function startCrowd(
  client: StubbornClient,
  options: { seed: number; workflowIdOf: (run: PlannedRun) => string },
): Crowd {
  const errands = new Set<Promise<void>>()
  const streams: Promise<void>[] = []
  const seen = new Map<string, SeenEvent[]>()
  const stopping = new AbortController()
  const hangUp = new AbortController()
  const approving = approveAll(client, stopping.signal)
  const priorities = new Map<string, number>()
  let started = 0
  const send = (errand: Promise<void>) => {
    const kept = errand.catch(() => undefined).finally(() => errands.delete(kept))
    errands.add(kept)
  }
  return {
    get started() {
      return started
    },
    seen,
    priorities,
    async begin(run) {
      started += 1
      const body = { input: {}, priority: run.priority, idempotency_key: `chaos-${options.seed}-${started}` }
      const path = `/api/workflows/${options.workflowIdOf(run)}/execute`
      const answer = await client.ask('POST', path, { body })
      const { execution_id: id } = answer.body as { execution_id?: string }
      if (id === undefined) throw new Error(`An execution was not started: ${JSON.stringify(answer)}`)
      priorities.set(id, run.priority)
      if (run.isWatched) {
        const own: SeenEvent[] = []
        seen.set(id, own)
        streams.push(subscribe(client, id, { seen: own, signal: hangUp.signal }))
      }
      for (const errand of toErrands(client, id, run)) send(errand)
    },
    async untilQuiet() {
      while (errands.size > 0) await Promise.all(errands)
    },
    async stop(patienceMs) {
      stopping.abort()
      await Promise.race([Promise.all(streams), pause(patienceMs)])
      hangUp.abort()
      await Promise.all([approving, ...streams])
    },
  }
}

function toErrands(client: StubbornClient, id: string, run: PlannedRun): Promise<void>[] {
  const { cancelAfterMs, pause: paused, recipe, signalAfterMs } = run
  const post = async (what: string, key?: string) => {
    // Twice is as good as once, and 409 says that it was over already.
    await client.ask('POST', `/api/executions/${id}/${what}`, key === undefined ? {} : { key, body: {} })
  }
  const errands = recipe.signals.map(async (name) => {
    if (name !== 'early') await pause(signalAfterMs)
    await post(`signals/${name}`, `${id}-${name}`)
  })
  if (cancelAfterMs !== null) errands.push(pause(cancelAfterMs).then(() => post('cancel')))
  if (paused !== null) errands.push(interrupt(post, paused))
  return errands
}

async function interrupt(
  post: (what: string) => Promise<void>,
  { afterMs, forMs }: { afterMs: number; forMs: number },
): Promise<void> {
  await pause(afterMs)
  await post('pause')
  await pause(forMs)
  await post('resume')
}

async function approveAll(client: StubbornClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { body } = await client.ask('GET', '/api/approvals?limit=200').catch(() => ({ body: null }))
    const { items } = (body ?? { items: [] }) as { items: readonly { approval_id: string }[] }
    await Promise.all(items.map(({ approval_id: id }) => approve(client, id)))
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** Decided in the meantime is as good. */
async function approve(client: StubbornClient, approvalId: string): Promise<void> {
  const path = `/api/approvals/${approvalId}/decide`
  await client.ask('POST', path, { body: { decision: 'approve' } }).catch(() => undefined)
}
