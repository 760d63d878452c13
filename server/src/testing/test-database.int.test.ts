import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

test('two test databases do not see each other', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await one.pool.query('CREATE TABLE only_here (id int)')

  const { rows } = await two.pool.query(`SELECT to_regclass('only_here') AS table`)
  expect(rows).toEqual([{ table: null }])
  await one.drop()
  await two.drop()
})

test('a connection that is left open fails the test file by name', async () => {
  const database = await createTestDatabase()
  const forgotten = new pg.Client({ connectionString: database.url, application_name: 'forgotten' })
  forgotten.on('error', () => undefined)
  await forgotten.connect()

  await expect(database.drop()).rejects.toThrow(/forgotten/)
})
