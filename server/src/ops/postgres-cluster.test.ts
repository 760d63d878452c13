import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let dataDir: string
let connection: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'heddle-cluster-'))
  connection = join(dataDir, 'postgres.json')
  mkdirSync(join(dataDir, 'postgres'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

test('a start on a full disk keeps the password of the database, also where its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const known = JSON.stringify({ port, password: 'kept' })
  writeFileSync(connection, known)

  const module = JSON.stringify(join(import.meta.dirname, 'postgres-cluster.ts'))
  const script = `const { prepareCluster } = await import(${module}); await prepareCluster(${JSON.stringify(dataDir)})`
  // No file may grow: to a program that is a disk without room.
  const command = ['-c', 'ulimit -f 0; exec "$@"', 'bash', process.execPath]
  const { status } = spawnSync('bash', [...command, '--input-type=module', '-e', script])
  other.close()

  expect(status).not.toBe(0)
  expect(readFileSync(connection, 'utf8')).toBe(known)
})
