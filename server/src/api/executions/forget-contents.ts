/** Removes content whose rows are gone. A storage that is away keeps it: that costs space and loses nothing. */
import type { ApiParts } from '../context.ts'

export async function forgetContents(
  { contents, logger }: Pick<ApiParts, 'contents' | 'logger'>,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) {
    await contents
      .delete(key)
      .catch((error: unknown) => logger.warn({ event: 'content_not_deleted', key, err: error }))
  }
}
