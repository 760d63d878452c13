/** The filters of the list as they stand in the address: what cannot be read there is left out, never guessed. */
import { type ExecutionStatus, executionStatuses } from '@heddle/core/execution/status.ts'

export const triggers = ['manual', 'api', 'retry', 'example', 'parent'] as const
export type Trigger = (typeof triggers)[number]

export const startedPresets = ['1h', '24h', '7d', '30d'] as const
export type StartedPreset = (typeof startedPresets)[number]

/** Since a while ago, or between two moments; either end of the second may be open. */
export type StartedFilter =
  | { readonly kind: 'since'; readonly preset: StartedPreset }
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null }

export const sorts = ['started', 'duration'] as const
export type Sort = (typeof sorts)[number]

export interface ExecutionFilters {
  readonly workflowId: string | null
  readonly status: readonly ExecutionStatus[]
  readonly trigger: readonly Trigger[]
  readonly started: StartedFilter | null
  readonly overMs: number | null
  readonly text: string
  readonly sort: Sort
}

export const noFilters: ExecutionFilters = {
  workflowId: null,
  status: [],
  trigger: [],
  started: null,
  overMs: null,
  text: '',
  sort: 'started',
}

const presetMs: Record<StartedPreset, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
}

/** The words of an address; the router has already turned numbers and booleans into values. */
export type SearchWords = Readonly<Record<string, unknown>>

/** Reads the filters from the address. Unknown words and wrong values are dropped. */
export function parseFilters(search: SearchWords): ExecutionFilters {
  const overMs = Number(word(search.over))
  return {
    workflowId: word(search.workflow) || null,
    status: chosenOf(executionStatuses, word(search.status)),
    trigger: chosenOf(triggers, word(search.trigger)),
    started: parseStarted(search),
    overMs: Number.isFinite(overMs) && overMs > 0 ? Math.round(overMs) : null,
    text: word(search.q),
    sort: chosenOf(sorts, word(search.sort))[0] ?? 'started',
  }
}

/** The address of these filters: only what differs from none. `parseFilters` reads it back to the same. */
export function toSearch(filters: ExecutionFilters): Record<string, string | number> {
  const { workflowId, status, trigger, started, overMs, text, sort } = filters
  const words: Record<string, string | number | null> = {
    q: text,
    workflow: workflowId,
    status: status.join(','),
    trigger: trigger.join(','),
    since: started?.kind === 'since' ? started.preset : null,
    from: started?.kind === 'between' ? started.from : null,
    to: started?.kind === 'between' ? started.to : null,
    // As a number: the router puts quotes around a text that reads like one.
    over: overMs,
    sort: sort === 'started' ? null : sort,
  }
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string | number] => !!entry[1]),
  )
}

export interface ListInput {
  workflowId?: string
  status?: ExecutionStatus[]
  trigger?: Trigger[]
  from?: string
  to?: string
  minDurationMs?: number
  search?: string
  sort: Sort
}

/** What the server is asked for. `now` turns "the last 24 h" into a moment. */
export function toListInput(filters: ExecutionFilters, now: number): ListInput {
  const { workflowId, status, trigger, started, overMs, text, sort } = filters
  const { from, to } = toPeriod(started, now)
  return {
    sort,
    ...(workflowId === null ? {} : { workflowId }),
    ...(status.length === 0 ? {} : { status: [...status] }),
    ...(trigger.length === 0 ? {} : { trigger: [...trigger] }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(overMs === null ? {} : { minDurationMs: overMs }),
    ...(text.trim() === '' ? {} : { search: text.trim() }),
  }
}

/** True when something other than the order narrows the list. */
export function isNarrowed(filters: ExecutionFilters): boolean {
  return Object.keys(toSearch({ ...filters, sort: 'started' })).length > 0
}

function toPeriod(started: StartedFilter | null, now: number): { from: string | null; to: string | null } {
  if (started === null) return { from: null, to: null }
  if (started.kind === 'between') return { from: started.from, to: started.to }
  return { from: new Date(now - presetMs[started.preset]).toISOString(), to: null }
}

function parseStarted(search: SearchWords): StartedFilter | null {
  const preset = chosenOf(startedPresets, word(search.since))[0]
  if (preset !== undefined) return { kind: 'since', preset }
  const from = instant(search.from)
  const to = instant(search.to)
  return from === null && to === null ? null : { kind: 'between', from, to }
}

function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function instant(value: unknown): string | null {
  const ms = Date.parse(word(value))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/** The known words of a comma list, in their own order and once each. */
function chosenOf<T extends string>(known: readonly T[], list: string): readonly T[] {
  const words = new Set(list.split(','))
  return known.filter((each) => words.has(each))
}
