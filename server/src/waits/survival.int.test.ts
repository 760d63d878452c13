/** The whole product, killed while people are asked and signals are awaited: nobody has to answer twice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRestClient, type RestClient } from '../testing/rest-client.ts'
import { type Product, startProduct } from '../testing/start-product.ts'
import { waitFor } from '../testing/wait-for.ts'

let product: Product
let client: RestClient

beforeAll(async () => {
  product = await startProduct()
  client = createRestClient(product)
}, 90_000)
afterAll(() => product.dispose())

const document = {
  name: 'Ship when paid and approved',
  nodes: {
    paid: { type: 'signal', params: { name: 'paid' } },
    pause: { type: 'wait', params: { durationMs: 2500 } },
    ask: { type: 'approval', params: { title: 'Ship it?', deadlineSeconds: 3600 } },
    ship: { type: 'noop', params: { value: '{{ nodes.paid.output.cents }}' } },
  },
  edges: [
    { source: 'paid', target: 'ship' },
    { source: 'pause', target: 'ship' },
    { source: 'ask', target: 'ship', port: 'approved' },
  ],
}

interface OpenApproval {
  readonly approval_id: string
  readonly execution_id: string
  readonly asked_at: string
  readonly deadline_at: string
}

async function listOpen(): Promise<OpenApproval[]> {
  const { body } = await client.request('GET', '/api/approvals')
  return (body as { items: OpenApproval[] }).items
}

const untilWaiting = (id: string, nodes: number) =>
  waitFor(
    async () => (await client.allEvents(id)).filter(({ type }) => type === 'node_waiting').length >= nodes,
    { what: `${nodes} nodes to wait` },
  )

test('what was asked, decided and sent before a kill -9 counts after it', async () => {
  const early = await client.run(document)
  const late = await client.run(document)
  for (const id of [early, late]) await untilWaiting(id, 3)
  const before = await listOpen()
  expect(before).toHaveLength(2)
  // One run hears everything right before the end, so that nobody has the time to act on it.
  const asked = before.find(({ execution_id }) => execution_id === early)
  const answers = await Promise.all([
    client.request('POST', `/api/approvals/${asked?.approval_id}/decide`, { decision: 'approve' }),
    client.request('POST', `/api/executions/${early}/signals/paid`, { cents: 5 }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 201])
  await product.kill9()
  await product.start()
  expect(await client.untilFinal(early)).toMatchObject({ status: 'completed', completed_nodes: 4 })

  // The other one hears it afterwards, on the same question with the same deadline.
  const after = await listOpen()
  expect(after).toEqual(before.filter(({ execution_id }) => execution_id === late))
  await client.request('POST', `/api/executions/${late}/signals/paid`, { cents: 7 })
  await client.request('POST', `/api/approvals/${after[0]?.approval_id}/decide`, { decision: 'approve' })
  expect(await client.untilFinal(late)).toMatchObject({ status: 'completed', completed_nodes: 4 })
  const { body } = await client.request('GET', `/api/executions/${late}/nodes/ship`)
  expect(body).toMatchObject({ output: 7 })
}, 120_000)
