import { afterEach, expect, test } from 'vitest'
import type { CachedResult } from '../store/cached-results.ts'
import { startTestAttempts, type TestAttempts } from '../testing/test-attempts.ts'
import type { CacheStore } from './cache-store.ts'

const nodes = { only: { type: 'transform', params: { expression: '1 + 1' }, cache: {} } }
const earlier: CachedResult = {
  executionId: '00000000-0000-4000-8000-000000000009',
  nodeId: 'only',
  attempt: 1,
  port: 'success',
  quality: null,
  output: { kind: 'inline', value: 'earlier' },
}
const noFiles: Pick<CacheStore, 'keep' | 'listFiles' | 'referToFiles'> = {
  keep: async () => undefined,
  listFiles: async () => [],
  referToFiles: async () => undefined,
}

let attempts: TestAttempts | undefined
afterEach(() => attempts?.close())

/** Fails at the first call, as a database that is away for a moment does. */
function failingOnce<A extends unknown[], R>(run: (...args: A) => Promise<R>) {
  let calls = 0
  return async (...args: A): Promise<R> => {
    calls += 1
    if (calls === 1) throw new Error('The connection was lost')
    return run(...args)
  }
}

test('a database that is away for a moment fails no node that looks for an earlier result', async () => {
  attempts = startTestAttempts({ cache: { ...noFiles, find: failingOnce(async () => null) } })
  expect(await attempts.run({ nodes })).toMatchObject({ type: 'complete-attempt', output: { value: 2 } })
})

test('a database that is away for a moment fails no node that takes an earlier result over', async () => {
  const referToFiles = failingOnce(noFiles.referToFiles)
  attempts = startTestAttempts({ cache: { ...noFiles, find: async () => earlier, referToFiles } })
  expect(await attempts.run({ nodes })).toMatchObject({
    type: 'complete-attempt',
    output: { value: 'earlier' },
  })
})

test('an earlier result that cannot be read any more is passed over: the node runs, and says so', async () => {
  const gone = '0'.repeat(64)
  const output = { kind: 'stored', key: gone, sizeBytes: 9, sha256: gone } as const
  attempts = startTestAttempts({ cache: { ...noFiles, find: async () => ({ ...earlier, output }) } })
  expect(await attempts.run({ nodes })).toMatchObject({ type: 'complete-attempt', output: { value: 2 } })
  expect(attempts.lines.join()).toContain(earlier.executionId)
})
