import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import { createStoredValues } from '../artifacts/stored-values.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { createNodeValues } from '../worker/node-values.ts'
import { loadNodeResults } from './load-node-results.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'heddle-values-'))
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

interface Row {
  readonly executionId: string
  readonly nodeIndex: number
  readonly nodeId: string
  readonly output?: unknown
  readonly outputRef?: unknown
  readonly keptFrom?: unknown
}

async function insert({ executionId, nodeIndex, nodeId, output, outputRef, keptFrom }: Row): Promise<void> {
  const toJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
  await database.pool.query(
    `INSERT INTO node_states (execution_id, node_index, node_id, status, attempt, output, output_ref, kept_from)
     VALUES ($1, $2, $3, 'completed', 1, $4, $5, $6)`,
    [executionId, nodeIndex, nodeId, toJson(output), toJson(outputRef), toJson(keptFrom)],
  )
}

test('values come from the row, from the store, and from the execution that a retry kept them from', async () => {
  const storedValues = createStoredValues(createLocalArtifactStore(folder))
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
  const big = await storedValues.write(JSON.stringify({ big: true }))
  await insert({ executionId: first, nodeIndex: 4, nodeId: 'kept', output: { from: 'first' } })
  await insert({
    executionId: second,
    nodeIndex: 2,
    nodeId: 'kept',
    keptFrom: { executionId: first, attempt: 1 },
  })
  await insert({ executionId: third, nodeIndex: 0, nodeId: 'own', output: [1, 2] })
  await insert({ executionId: third, nodeIndex: 1, nodeId: 'big', outputRef: big })
  const keptFrom = { executionId: second, attempt: 1 }
  await insert({ executionId: third, nodeIndex: 2, nodeId: 'kept', keptFrom })

  let reads = 0
  const values = createNodeValues({
    storedValues,
    load: (keys) => {
      reads += 1
      return loadNodeResults(database.pool, keys)
    },
  })
  const address = (nodeId: string, nodeIndex: number) => ({
    executionId: third,
    nodeId,
    nodeIndex,
    attempt: 1,
    keptFrom: null,
  })
  const addresses = [
    address('own', 0),
    address('big', 1),
    { ...address('kept', 2), keptFrom },
    address('gone', 9),
  ]
  const loaded = await values.load(addresses)
  expect(Object.fromEntries([...loaded].map(([id, { value }]) => [id, value]))).toEqual({
    own: [1, 2],
    big: { big: true },
    kept: { from: 'first' },
  })
  const readsBefore = reads
  await values.load(addresses.slice(0, 3))
  expect(reads).toBe(readsBefore)
})
