/** A cancelled node leaves nothing behind on the machine: no process of its group or out of it, no folder. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'
import { waitFor } from '../../testing/wait-for.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

/** How many processes of this machine carry the word in their command line. */
function countProcesses(word: string): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && readCommand(pid).includes(word)).length
}

function readCommand(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Waits for a line of the log that begins so, and gives its rest. */
function readLine(executionId: string, start: string): Promise<string> {
  return waitFor(
    async () => {
      const { body } = await api.call(`GET /api/executions/${executionId}/logs`)
      const lines: string[] = body.items.map((item: { line: string }) => item.line)
      return lines.find((line) => line.startsWith(start))?.slice(start.length) ?? null
    },
    { deadlineMs: 20_000, what: `a line that begins with ${start}` },
  )
}

test('cancelling ends the whole process group of a shell node, what left it, and its folder', async () => {
  const word = `heddle-cancel-${randomUUID()}`
  const sleeper = `exec -a ${word} sleep 600`
  const workflowId = await api.createWorkflow({
    name: 'stubborn',
    nodes: {
      a: {
        type: 'shell',
        params: {
          // Deaf to SIGTERM, two levels deep, and one that left for a group of its own.
          script: `trap '' TERM
            (trap '' TERM; (trap '' TERM; ${sleeper}) & ${sleeper}) &
            setsid bash -c "trap '' TERM; ${sleeper}" &
            echo "folder $PWD"
            sleep 600 & wait`,
        },
      },
      b: { type: 'noop' },
    },
    edges: [{ source: 'a', target: 'b' }],
  })
  const { body: started } = await api.call(`POST /api/workflows/${workflowId}/execute`, { body: {} })
  const executionId = started.execution_id
  const folder = await readLine(executionId, 'folder ')
  await waitFor(() => countProcesses(word) === 3, { deadlineMs: 20_000, what: 'three processes' })
  expect(existsSync(folder)).toBe(true)

  const { status, body } = await api.call(`POST /api/executions/${executionId}/cancel`)
  expect([status, body.status]).toEqual([200, 'cancelled'])
  await waitFor(() => countProcesses(word) === 0, { deadlineMs: 10_000, what: 'all processes to end' })
  await waitFor(() => !existsSync(folder), { deadlineMs: 10_000, what: 'the folder to go' })
  const after = (await api.call(`GET /api/executions/${executionId}`)).body
  expect(after.node_states.map((node: { status: string }) => node.status)).toEqual(['cancelled', 'cancelled'])
})
