/** Asks what a retry would do, once the person has stopped changing it for a moment, and tells what stands in its way. */
import { checkInput } from '@heddle/core/definition/check-input.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { errorSentences, heddleError } from '../../../app/error-text.ts'
import { type FormTrouble, noTrouble, toFormTrouble } from '../../../ui/form/form-trouble.ts'
import { useSettled } from '../../../ui/use-settled.ts'
import { type RetryWish, toRetryQuestion } from '../core/retry-wish.ts'
import { type RetryPreview, type RunDetail, runQueries } from '../queries.ts'
import { useRun } from '../run-context.ts'
import type { RetryTarget } from './use-retry-target.ts'

const restMs = 250

export interface ShownPreview {
  /** The last answer, also while the next one is on its way. */
  readonly preview: RetryPreview | undefined
  /** It is the answer to what is asked now. */
  readonly isCurrent: boolean
  readonly trouble: FormTrouble
}

export function useRetryPreview(wish: RetryWish, target: RetryTarget): ShownPreview {
  const { model, detail } = useRun()
  const settled = useSettled(wish, restMs)
  const misfit = findMisfit(wish, target, detail)
  // What has settled may be the wish of before the input was mended.
  const isAskable = misfit === null && findMisfit(settled, target, detail) === null
  const question = isAskable ? toRetryQuestion(model.executionId, settled) : null
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    ...runQueries.retryPreview(question),
    placeholderData: keepPreviousData,
  })
  const isCurrent =
    settled === wish && question !== null && data !== undefined && !isPlaceholderData && !isFetching
  const trouble = misfit ?? toTrouble(question === null ? null : error, target)
  return { preview: question === null ? undefined : data, isCurrent, trouble }
}

/** An input that does not fit is told as it is typed, without asking. */
function findMisfit(
  { input, version }: RetryWish,
  target: RetryTarget,
  former: Pick<RunDetail, 'input' | 'version'>,
): FormTrouble | null {
  const isOwn = version === null || version === former.version
  if (input === null && isOwn) return null
  const { problems } = checkInput(input === null ? former.input : input.value, target.inputSchema)
  return problems.length === 0 ? null : toFormTrouble(problems, target.inputSchema)
}

/** An input that does not fit is told field by field; everything else in a sentence. */
export function toTrouble(error: unknown, target: Pick<RetryTarget, 'inputSchema'>): FormTrouble {
  if (error === null || error === undefined) return noTrouble
  const known = heddleError(error)
  const problems = known?.code === 'INPUT_INVALID' ? readProblems(known.details) : []
  if (problems.length > 0) return toFormTrouble(problems, target.inputSchema)
  return { fields: new Map(), text: errorSentences(error) }
}

function readProblems(details: unknown): { path: string; message: string }[] {
  if (typeof details !== 'object' || details === null || !('problems' in details)) return []
  return Array.isArray(details.problems) ? details.problems : []
}
