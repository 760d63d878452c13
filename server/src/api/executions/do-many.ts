/** Does the same for many executions; what is refused is told, and does not keep the others from being done. */
import type { DomainError } from '@heddle/core/errors.ts'
import { toDomainError } from '../error-map.ts'

const AT_ONCE = 16

export async function doMany(
  executionIds: readonly string[],
  run: (executionId: string) => Promise<unknown>,
): Promise<{ done: number; refused: { executionId: string; message: string }[] }> {
  const ids = [...new Set(executionIds)]
  const refused: { executionId: string; message: string }[] = []
  const runNext = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
      const refusal = await run(id).then(() => null, toRefusal)
      if (refusal !== null) refused.push({ executionId: id, message: refusal.message })
    }
  }
  const total = ids.length
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, total) }, runNext))
  return { done: total - refused.length, refused }
}

/** Only what the execution itself is refused for: a database that is away ends the whole call. */
function toRefusal(thrown: unknown): DomainError {
  const error = toDomainError(thrown)
  if (error.kind === 'unavailable' || error.kind === 'bug') throw error
  return error
}
