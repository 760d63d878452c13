/** The procedures that pages call about workflows. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const pair = (name: string): WorkflowDocument => ({
  name,
  description: `about ${name}`,
  nodes: { a: { type: 'noop', position: { x: 0, y: 0 } }, b: { type: 'noop', position: { x: 200, y: 100 } } },
  edges: [{ source: 'a', target: 'b' }],
})

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

async function mutate(procedure: string, input: unknown) {
  const { status, body } = await api.call(`POST /trpc/${procedure}`, { body: input })
  return { status, data: body.result?.data, error: body.error?.data.heddle }
}

async function query(procedure: string, input: unknown = {}) {
  const { status, body } = await api.call(
    `GET /trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  return { status, data: body.result?.data, error: body.error?.data.heddle }
}

describe('a draft', () => {
  test('may have problems, and is saved by whoever has its newest revision', async () => {
    const { data: created } = await mutate('workflows.create', { document: pair('draft') })
    const { workflowId } = created
    expect(created).toMatchObject({ draftRevision: 1, version: null })
    const broken = { ...pair('broken'), nodes: { a: { type: 'unheard of', timeoutSeconds: -1 } } }
    const saved = await mutate('workflows.saveDraft', { workflowId, document: broken, baseRevision: 1 })
    expect(saved.data).toMatchObject({ draftRevision: 2 })
    const late = await mutate('workflows.saveDraft', { workflowId, document: pair('late'), baseRevision: 1 })
    expect([late.status, late.error.code]).toEqual([409, 'WORKFLOW_CONFLICT'])
    expect(late.error.details).toMatchObject({ currentRevision: 2, current: broken })
    const refused = await mutate('workflows.publish', { workflowId, baseRevision: 2 })
    expect([refused.status, refused.error.code]).toEqual([422, 'WORKFLOW_INVALID'])
    expect(refused.error.details.problems.length).toBeGreaterThan(0)
  })

  test('lets one of several concurrent saves through', async () => {
    const { data } = await mutate('workflows.create', { document: pair('contended') })
    const save = () =>
      mutate('workflows.saveDraft', {
        workflowId: data.workflowId,
        document: pair('contended'),
        baseRevision: 1,
      })
    const statuses = (await Promise.all([save(), save(), save(), save()])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 409, 409, 409])
  })

  test('becomes a version that nothing changes any more', async () => {
    const { data } = await mutate('workflows.create', { document: pair('published') })
    const { workflowId } = data
    expect(
      (await mutate('workflows.publish', { workflowId, baseRevision: 1, note: 'first' })).data.version,
    ).toBe(1)
    await mutate('workflows.saveDraft', {
      workflowId,
      document: { ...pair('published'), nodes: { ...pair('x').nodes, c: { type: 'noop' } }, edges: [] },
      baseRevision: 1,
    })
    const { data: detail } = await query('workflows.get', { workflowId })
    expect(detail).toMatchObject({ draftRevision: 2, publishedVersion: 1, draftChanges: 2 })
    expect(detail.published).toEqual(pair('published'))
    expect(
      (await mutate('workflows.publish', { workflowId, baseRevision: 2, note: 'second' })).data.version,
    ).toBe(2)
    const { data: versions } = await query('workflows.listVersions', { workflowId })
    expect(versions.items).toMatchObject([
      { version: 2, note: 'second', nodeCount: 3 },
      { version: 1, note: 'first', nodeCount: 2 },
    ])
    const restored = await mutate('workflows.restoreVersion', { workflowId, version: 1, baseRevision: 2 })
    expect(restored.data.draftRevision).toBe(3)
    expect((await query('workflows.get', { workflowId })).data).toMatchObject({
      draft: pair('published'),
      publishedVersion: 2,
    })
  })

  test('is copied under a name of its own', async () => {
    const { data } = await mutate('workflows.create', { document: pair('original') })
    const copy = await mutate('workflows.duplicate', { workflowId: data.workflowId })
    const { data: detail } = await query('workflows.get', { workflowId: copy.data.workflowId })
    expect(detail.draft).toEqual({ ...pair('original'), name: 'original (copy)' })
  })
})

describe('the list', () => {
  test('shows what became of the last runs, and a sketch', async () => {
    const workflowId = await api.createWorkflow(pair('seen in the list'))
    for (let run = 0; run < 3; run += 1) await api.run(workflowId)
    const { data } = await query('workflows.list', { search: 'SEEN in' })
    expect(data.total).toBe(1)
    expect(data.items[0]).toMatchObject({
      workflowId,
      name: 'seen in the list',
      description: 'about seen in the list',
      publishedVersion: 1,
      draftChanges: 0,
      nodeCount: 2,
      thumbnail: {
        nodes: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        edges: [[0, 1]],
      },
      lastRun: { status: 'completed', progressPercent: 100 },
      recentRuns: [{ status: 'completed' }, { status: 'completed' }, { status: 'completed' }],
      successRate: 1,
    })
    expect(data.items[0].p50Ms).toBeGreaterThanOrEqual(0)
  })

  test.each(['name', 'edited', 'last_run'])('is paged in the order of %s', async (sort) => {
    const names = ['page c', 'page a', 'page b'].map((name) => `${name} ${sort}`)
    for (const name of names) await api.run(await api.createWorkflow(pair(name)))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { data } = await query('workflows.list', {
        search: sort,
        sort,
        limit: 2,
        ...(cursor && { cursor }),
      })
      expect(data.total).toBe(3)
      seen.push(...data.items.map((item: { name: string }) => item.name))
      cursor = data.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(sort === 'name' ? names.toSorted() : names.toReversed())
  })

  test('counts changes of a draft as the page does', async () => {
    const { data } = await mutate('workflows.create', { document: pair('counted'), publish: true })
    const { workflowId } = data
    const document = {
      ...pair('counted'),
      description: 'new',
      nodes: { a: { type: 'noop' }, c: { type: 'noop' } },
      edges: [],
    }
    await mutate('workflows.saveDraft', { workflowId, document, baseRevision: 1 })
    const { data: detail } = await query('workflows.get', { workflowId })
    const { data: list } = await query('workflows.list', { search: 'counted' })
    expect([detail.draftChanges, list.items[0].draftChanges]).toEqual([5, 5])
  })
})

test('examples can be listed and each becomes a workflow that runs', async () => {
  const { data: examples } = await query('workflows.listExamples', undefined)
  for (const { exampleId, nodeCount, thumbnail } of examples) {
    expect(thumbnail.nodes).toHaveLength(nodeCount)
    const { data } = await mutate('workflows.createFromExample', { exampleId })
    expect(data.version).toBe(1)
  }
  const missing = await mutate('workflows.createFromExample', { exampleId: 'nothing' })
  expect([missing.status, missing.error.code]).toEqual([404, 'EXAMPLE_NOT_FOUND'])
})

test('node types are declared with a schema of their parameters', async () => {
  const { data } = await query('nodeTypes.list', undefined)
  const types = data.map((declaration: { type: string }) => declaration.type).toSorted()
  const usual = ['fail', 'http', 'javascript', 'map', 'noop', 'shell', 'subworkflow', 'transform', 'wait']
  expect(types).toEqual(expect.arrayContaining(usual))
})

test('what is asked wrongly is refused with the place', async () => {
  const { status, error } = await query('workflows.list', { limit: 'many' })
  expect([status, error.code, error.details.problems[0].path]).toEqual([400, 'REQUEST_INVALID', 'limit'])
  const shapeless = await mutate('workflows.create', { document: { nodes: [] } })
  expect([shapeless.status, shapeless.error.code]).toEqual([400, 'REQUEST_INVALID'])
})
