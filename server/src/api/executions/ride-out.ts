/** While the database is away a watcher waits for it and goes on; null stands for a read that came to nothing. */
import { toDomainError } from '../error-map.ts'

const TRY_AGAIN_MS = 1_000

export async function rideOut<T>(
  read: () => Promise<T>,
  wait: (ms: number) => Promise<void>,
): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (toDomainError(error).code !== 'DATABASE_UNAVAILABLE') throw error
    await wait(TRY_AGAIN_MS)
    return null
  }
}
