import { expect, type Page } from '@playwright/test'
import type { RestClient } from '../../server/src/testing/rest-client.ts'
import { test } from '../fixtures/product.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'

const at = (x: number, y: number) => ({ position: { x, y } })

async function create(rest: RestClient, document: object): Promise<string> {
  const { body } = await rest.request('POST', '/api/workflows', { name: 'Settings', ...document })
  return (body as { workflow_id: string }).workflow_id
}

async function documentOf(rest: RestClient, workflowId: string) {
  const { body } = await rest.request('GET', `/api/workflows/${workflowId}`)
  return (body as { document: { nodes: Record<string, object>; settings?: object } }).document
}

/** The output of a run, which ends within half a minute. */
async function outputOf(rest: RestClient, executionId: string): Promise<unknown> {
  const { body } = await rest.request('GET', `/api/executions/${executionId}?wait=30`)
  expect(body).toMatchObject({ status: 'completed' })
  return (body as { output: unknown }).output
}

/** Runs the workflow from the editor and comes back to it. */
async function runOnce(page: Page, choose?: () => Promise<void>): Promise<string> {
  const editor = new EditorPage(page)
  const editorUrl = page.url()
  const dialog = await editor.openRunDialog()
  await choose?.()
  await dialog.getByRole('button', { name: /run$|^Run v/ }).click()
  const executionId = await new RunPage(page).executionId()
  await page.goto(editorUrl)
  return executionId
}

test('a fallback is written as JSON, told in its order, undone and done again, and stands in for a failure', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  const workflowId = await create(rest, {
    nodes: { gate: { name: 'Gate', type: 'fail', params: { message: 'closed' }, ...at(0, 0) } },
  })
  await editor.open(workflowId)
  await editor.node('Gate').click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const failure = page.getByRole('region', { name: 'Retry and failure' })
  await expect(failure).toContainText('The run fails when the rest has run.')

  await failure.getByRole('textbox', { name: 'Fallback' }).fill('{ "open": ')
  await expect(failure.getByRole('alert')).toContainText('This is no JSON yet')
  await failure.getByRole('textbox', { name: 'Fallback' }).fill('{ "open": false }')
  await expect(failure).toContainText('Completes with the fallback as its output.')
  await expect(failure).toContainText('The run does not fail by this node.')
  await editor.undo()
  await expect(failure).toContainText('No fallback to complete with.')
  await page.getByRole('button', { name: /^Redo/ }).click()
  await expect(failure).toContainText('Completes with the fallback as its output.')
  await failure.getByRole('textbox', { name: 'Attempts' }).fill('2')
  await expect(failure.getByRole('listitem').first()).toContainText('Tried once more, after 1.0 s')
  await failure.getByRole('textbox', { name: 'First delay' }).fill('50')

  expect(await outputOf(rest, await runOnce(page))).toEqual({ open: false })
  expect((await documentOf(rest, workflowId)).nodes.gate).toMatchObject({
    retry: { maxAttempts: 2, delayMs: 50 },
    fallback: { open: false },
  })
})

test('results are reused where nothing changed, with a way to their run, and not where a run is to ignore them', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  const workflowId = await create(rest, {
    nodes: { clock: { name: 'Clock', type: 'transform', params: { expression: '$millis()' }, ...at(0, 0) } },
  })
  await editor.open(workflowId)
  const plain = await editor.openRunDialog()
  await expect(plain.getByRole('checkbox', { name: 'Ignore earlier results' })).toHaveCount(0)
  await editor.closeDialog()

  await editor.node('Clock').click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const cache = page.getByRole('region', { name: 'Cache' })
  await expect(cache).toContainText('off')
  await cache.getByRole('button', { name: 'Cache' }).press('Enter')
  await cache.getByRole('switch', { name: 'Reuse the result' }).press('Space')
  await cache.getByRole('textbox', { name: 'Lifetime' }).fill('3600')
  await expect(cache).toContainText('A result is reused for 1 h.')
  await cache.getByRole('combobox', { name: 'What goes in' }).click()
  await page.getByRole('option', { name: 'Only what is named here' }).click()
  await cache.getByRole('button', { name: 'Add an input' }).click()
  const input = cache.getByRole('textbox', { name: 'Input 1 that counts' })
  await expect(input).toBeFocused()
  await input.fill('nodes.clock.output')
  await expect(cache).toContainText('reads clock itself')
  await input.fill('input.day')
  await expect(cache.getByRole('alert')).toHaveCount(0)
  await editor.publish()

  const firstRun = await runOnce(page)
  const first = await outputOf(rest, firstRun)
  const reusing = await runOnce(page)
  expect(await outputOf(rest, reusing)).toBe(first)
  const anew = await runOnce(page, async () => {
    await page.getByRole('checkbox', { name: 'Ignore earlier results' }).press('Space')
    await page.getByRole('textbox', { name: 'Priority' }).fill('7')
  })
  expect(await outputOf(rest, anew)).not.toBe(first)
  expect((await documentOf(rest, workflowId)).nodes.clock).toMatchObject({
    cache: { lifetimeSeconds: 3600, inputs: ['input.day'] },
  })

  const run = new RunPage(page)
  await run.open(reusing)
  await expect(run.node('Clock')).toContainText(`Cached, of ${firstRun.slice(-6)}`)
  await run.node('Clock').click()
  await run.inspector.getByRole('link', { name: `run ${firstRun.slice(-6)}` }).click()
  await page.waitForURL((url) => url.pathname.endsWith(firstRun))
  await expect(run.inspector.getByRole('heading', { name: 'Clock' })).toBeVisible()
  await expect(run.node('Clock')).not.toContainText('Cached')
})

test('limits take keys with expressions, and their problems lead into the closed group', async ({
  page,
  rest,
}) => {
  const editor = new EditorPage(page)
  const workflowId = await create(rest, {
    nodes: {
      host: { name: 'Host', type: 'noop', ...at(0, 0) },
      call: { name: 'Call', type: 'noop', concurrencyKey: 'old', concurrencyLimit: 2, ...at(0, 120) },
    },
    edges: [{ source: 'host', target: 'call' }],
  })
  await editor.open(workflowId)
  await editor.node('Call').click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const limits = page.getByRole('region', { name: 'Limits' })
  await limits.getByRole('button', { name: 'Limits' }).click()
  await limits.getByRole('textbox', { name: 'Concurrency key' }).fill('')
  await limits.getByRole('button', { name: 'Limits' }).click()
  await expect(
    limits.getByRole('img', { name: 'Has an error' }).or(limits.getByLabel('Has an error')),
  ).toBeVisible()
  await editor.chooseNothing()

  await page.getByRole('button', { name: /Give a concurrency key/ }).click()
  await expect(limits.getByRole('textbox', { name: 'At once' })).toBeFocused()
  await limits
    .getByRole('radiogroup', { name: 'Mode of Concurrency key' })
    .getByRole('radio', { name: 'Expression' })
    .click()
  const key = limits.getByRole('textbox', { name: 'Concurrency key, expression' })
  await key.fill('nodes.')
  await page.keyboard.type('ho')
  await page.getByRole('option', { name: /nodes\.host\.output/ }).click()
  await expect(key).toHaveText('nodes.host.output')
  await limits.getByRole('textbox', { name: 'Starts at most' }).fill('10')
  await expect(limits).toContainText('10 in 1 min')
  await expect(editor.node('Call')).not.toHaveAccessibleName(/has an error/)
  await editor.publish()
  expect((await documentOf(rest, workflowId)).nodes.call).toMatchObject({
    concurrencyKey: '{{ nodes.host.output }}',
    concurrencyLimit: 2,
    rateLimit: { limit: 10, perSeconds: 60 },
  })
})

test('the settings of a workflow say what becomes of one run too many', async ({ page, rest }) => {
  const editor = new EditorPage(page)
  const workflowId = await create(rest, { nodes: { a: { name: 'A', type: 'noop', ...at(0, 0) } } })
  await editor.open(workflowId)
  await editor.chooseNothing()
  const runs = page.getByRole('region', { name: 'Runs of this workflow' })
  await expect(runs).toContainText('any number')
  await runs.getByRole('button', { name: 'Runs of this workflow' }).press('Enter')
  await runs.getByRole('textbox', { name: 'Runs at once' }).fill('2')
  await expect(runs).toContainText('One run more than 2 waits for its turn.')
  await runs.getByRole('textbox', { name: 'Waits at most' }).fill('90')
  await expect(runs).toContainText('fails after 1 min 30 s of waiting')
  await runs.getByRole('textbox', { name: 'Runs at once' }).fill('')
  await expect(runs).toContainText('How long a run may wait for its turn has no effect')
  await runs.getByRole('textbox', { name: 'Runs at once' }).fill('1')
  await runs.getByRole('combobox', { name: 'A run too many' }).click()
  await page.getByRole('option', { name: 'Cancel the oldest' }).click()
  await expect(runs).toContainText('the oldest is cancelled')
  await editor.publish()
  expect((await documentOf(rest, workflowId)).settings).toEqual({
    maxConcurrentExecutions: 1,
    startWithinSeconds: 90,
    onLimit: 'cancel_oldest',
  })
})

test('a group that no live worker serves is told where it is set', async ({ page, rest }) => {
  const editor = new EditorPage(page)
  await editor.open(await create(rest, { nodes: { a: { name: 'A', type: 'noop', ...at(0, 0) } } }))
  await page.route(/workers\.list/, async (route) => {
    const answer = await route.fetch()
    const text = (await answer.text()).replaceAll('"*"', '"default","gpu"')
    await route.fulfill({ response: answer, body: text })
  })
  await editor.node('A').click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const start = page.getByRole('region', { name: 'Start and time' })
  await start.getByRole('button', { name: 'Start and time' }).click()
  await start.getByRole('textbox', { name: 'Worker group' }).fill('moon')
  await expect(start).toContainText('No live worker serves moon')
  await start.getByRole('button', { name: 'gpu' }).click()
  await expect(start.getByRole('textbox', { name: 'Worker group' })).toHaveValue('gpu')
  await expect(start).not.toContainText('No live worker')
})
