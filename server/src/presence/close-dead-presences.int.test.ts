import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { platform } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listOpenPresences, renewPresence } from '../store/worker-presence.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { closePresencesOfDeadProcesses } from './close-dead-presences.ts'
import { readMachine } from './read-machine.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let deadPid = 0

beforeAll(async () => {
  database = await createTestDatabase()
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  deadPid = child.pid ?? 0
})
afterAll(() => database.drop())

async function register(id: string, address: { pid: number; machine: string | null }) {
  const worker = {
    id,
    hostname: 'same',
    version: '1.0.0',
    workerGroups: ['default'],
    capacity: 1,
    ...address,
  }
  await renewPresence(database.pool, worker, { used: 0, cpuPercent: null, memoryBytes: null })
}

test.runIf(platform() === 'linux')(
  'only a worker whose process is gone from this very machine is known to be dead',
  async () => {
    await register('gone from here', { pid: deadPid, machine: readMachine() })
    await register('alive here', { pid: process.pid, machine: readMachine() })
    await register('on a machine of the same name', { pid: deadPid, machine: 'another' })
    await register('nobody knows where', { pid: deadPid, machine: null })
    await closePresencesOfDeadProcesses(database.pool)
    const open = (await listOpenPresences(database.pool)).map(({ id }) => id)
    expect(open.toSorted()).toEqual(['alive here', 'nobody knows where', 'on a machine of the same name'])
  },
)
