/** What the person asks of a retry, before it is asked of the server. */

import type { ExecutionStatus } from '@heddle/core/execution/status.ts'

export type RetryFrom = 'failed' | 'start' | string[]

export interface EditedInput {
  readonly look: 'form' | 'json'
  readonly value: unknown
  /** The JSON as it is typed; it may be no JSON yet. */
  readonly text: string
}

export interface RetryWish {
  readonly start: 'failed' | 'chosen' | 'start'
  readonly nodeIds: readonly string[]
  /** Null for the version of the run. */
  readonly version: number | null
  /** Null for the run's own input. */
  readonly input: EditedInput | null
}

export interface RetryQuestion {
  readonly executionId: string
  readonly from: RetryFrom
  readonly version?: number
  readonly input?: unknown
}

export function toFirstWish(from: RetryFrom): RetryWish {
  const start = typeof from === 'string' ? from : 'chosen'
  return { start, nodeIds: typeof from === 'string' ? [] : from, version: null, input: null }
}

/** Several chosen nodes are meant; a single one is chosen by itself when a failed run is opened. */
export function toRetryStart(status: ExecutionStatus, chosen: ReadonlySet<string>): RetryFrom {
  if (chosen.size > 1) return [...chosen]
  return status === 'completed' ? 'start' : 'failed'
}

/** The question for the server; null while it cannot be asked: no node is chosen, or the input is no JSON yet. */
export function toRetryQuestion(executionId: string, wish: RetryWish): RetryQuestion | null {
  const { start, nodeIds, version, input } = wish
  if (start === 'chosen' && nodeIds.length === 0) return null
  if (input !== null && isUnfinished(input)) return null
  return {
    executionId,
    from: start === 'chosen' ? [...nodeIds] : start,
    ...(version === null ? {} : { version }),
    ...(input === null ? {} : { input: input.value }),
  }
}

export function toEditedInput(value: unknown, look: EditedInput['look']): EditedInput {
  return { look, value, text: JSON.stringify(value ?? {}, null, 2) }
}

/** The value follows the text as soon as that is JSON. */
export function withText(input: EditedInput, text: string): EditedInput {
  const parsed = parse(text)
  return { ...input, text, value: parsed.ok ? parsed.value : input.value }
}

export function isUnfinished({ look, text }: EditedInput): boolean {
  return look === 'json' && !parse(text).ok
}

export function toggleNode(wish: RetryWish, nodeId: string): RetryWish {
  const nodeIds = wish.nodeIds.includes(nodeId)
    ? wish.nodeIds.filter((id) => id !== nodeId)
    : [...wish.nodeIds, nodeId]
  return { ...wish, start: 'chosen', nodeIds }
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
