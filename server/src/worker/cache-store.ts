import type { AttemptFile, FileOwner } from '../store/artifacts-of-attempt.ts'
import type { CachedResult, NewCachedResult } from '../store/cached-results.ts'

/** What the cache asks of the database. */
export interface CacheStore {
  find(entry: { workspaceId: string; key: string }): Promise<CachedResult | null>
  keep(entry: NewCachedResult): Promise<void>
  listFiles(of: { executionId: string; nodeIds: readonly string[] }): Promise<AttemptFile[]>
  /** Lets the files of one attempt count as those of another too. */
  referToFiles(from: FileOwner, to: FileOwner): Promise<void>
}
