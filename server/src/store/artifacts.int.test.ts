import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewArtifact } from '../artifacts/artifact.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { findArtifact } from './find-artifact.ts'
import { insertArtifacts } from './insert-artifacts.ts'
import { listArtifacts } from './list-artifacts.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const executionId = randomUUID()
const artifact = (name: string, more: Partial<NewArtifact> = {}): NewArtifact => ({
  artifactId: randomUUID(),
  workspaceId: 'default',
  executionId,
  nodeId: 'report',
  attempt: 1,
  name,
  contentType: 'text/plain',
  sizeBytes: 5_000_000_000,
  sha256: 'a'.repeat(64),
  storageKey: 'aa/key',
  createdAt: new Date('2030-01-01T00:00:00.000Z'),
  ...more,
})

test('artifacts are recorded once and found in their workspace only', async () => {
  const row = artifact('a.txt')
  await insertArtifacts(database.pool, [row])
  await insertArtifacts(database.pool, [artifact('a.txt')])
  const { workspaceId, ...expected } = row
  expect(await findArtifact(database.pool, { workspaceId, artifactId: row.artifactId })).toEqual(expected)
  expect(await findArtifact(database.pool, { workspaceId: 'other', artifactId: row.artifactId })).toBeNull()
  const { items } = await listArtifacts(database.pool, {
    workspaceId,
    executionId,
    search: 'A.TXT',
    limit: 10,
  })
  expect(items).toEqual([expected])
})

test('a list is paged without gaps, the newest first, and filtered by node', async () => {
  const run = randomUUID()
  const rows = Array.from({ length: 7 }, (_, n) =>
    artifact(`${n}.txt`, {
      executionId: run,
      nodeId: n % 2 ? 'odd' : 'even',
      createdAt: new Date(2030, 0, 1, 0, n >> 1),
    }),
  )
  await insertArtifacts(database.pool, rows)
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page = await listArtifacts(database.pool, {
      workspaceId: 'default',
      executionId: run,
      cursor,
      limit: 3,
    })
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(names.toSorted()).toEqual(rows.map(({ name }) => name))
  expect(names[0]).toBe('6.txt')
  const odd = await listArtifacts(database.pool, {
    workspaceId: 'default',
    executionId: run,
    nodeId: 'odd',
    limit: 10,
  })
  expect(odd.items).toHaveLength(3)
})
