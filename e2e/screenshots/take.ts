/** Takes the pictures of every screen, light and dark, on a really started product with a week of work in it. */
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { type Browser, chromium, type Page } from '@playwright/test'
import {
  insertPastExecutions,
  insertPastVersions,
  renameWorkspace,
  startEarlier,
} from '../../server/src/testing/past-executions.ts'
import { createRestClient, type RestClient } from '../../server/src/testing/rest-client.ts'
import { startProduct } from '../../server/src/testing/start-product.ts'
import { chromiumLaunchOptions } from '../fixtures/chromium.ts'
import { makeGate } from '../fixtures/gate.ts'
import { findOwnerLink, makeOwner } from '../fixtures/owner.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { backup, churn, heldAt, pastWork, thumbnails, warehouse } from './harbor-workflows.ts'
import { nightlyReport, unfinishedReport } from './nightly-report.ts'
import { toPastRuns } from './past-week.ts'
import { startWorker } from './start-worker.ts'
import { asking, crane, manifests, registry } from './waiting-work.ts'

const folder = join(import.meta.dirname, '../../docs/images')
const mara = { name: 'Mara Lindqvist', email: 'mara@harbor.example', password: 'tide-tables-1801' }
const wide = { width: 1440, height: 900 }
const narrow = { width: 1024, height: 768 }
const day = 86_400_000

type Theme = 'light' | 'dark'

const nightlyWork = {
  versions: 13,
  usualSeconds: 46,
  every: 720,
  failures: 0.06,
  weakNode: 'origins',
  editedBy: mara.name,
  editedDaysAgo: 1,
  trigger: 'manual',
} as const

mkdirSync(folder, { recursive: true })
const product = await startProduct()
const harbor = await startHarbor()
const gate = makeGate()
const browser = await chromium.launch(chromiumLaunchOptions())
const helpers: { stop: () => void }[] = []
try {
  await takeDoors()
  const signedIn = await makeOwner(product, mara)
  await takeSignIn(browser)
  const context = await browser.newContext({ baseURL: product.url, viewport: wide, storageState: signedIn })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto('/')
  await page.getByRole('button', { name: 'Run Log report' }).waitFor()
  await take(page, 'workflows-empty')
  const nightly = await fill(createRestClient(product), page)
  await takeFailed(page, nightly.failed)
  // Yesterday's, so that a young day does not consist of a failure.
  await startEarlier(product.dataDir, [nightly.failed], [170])
  await takeLists(page)
  await takeEditor(page, nightly.workflowId)
  await takeLive(page, nightly.live)
  await startWaitingWork(createRestClient(product))
  await takeOperations(page)
} finally {
  await browser.close()
  for (const helper of helpers) helper.stop()
  await product.dispose()
  harbor.stop()
  gate.dispose()
}

/** The same moment in both themes. */
async function take(page: Page, name: string, themes: readonly Theme[] = ['light', 'dark']): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) })
  }
}

/** Opened anew in a small window; `ready` waits until the page shows what the picture is about. */
async function takeNarrow(page: Page, name: string, ready: () => Promise<void>): Promise<void> {
  await page.setViewportSize(narrow)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.reload()
  await ready()
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.screenshot({ path: join(folder, `${name}-1024-light.png`) })
  await page.setViewportSize(wide)
}

async function takeDoors(): Promise<void> {
  const page = await browser.newPage({ viewport: wide })
  await page.goto(await findOwnerLink(product))
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
  await take(page, 'welcome')
  await page.close()
}

async function takeSignIn(from: Browser): Promise<void> {
  const page = await from.newPage({ viewport: wide })
  await page.goto(`${product.url}/sign-in`)
  await page.getByRole('textbox', { name: 'E-mail' }).waitFor()
  await take(page, 'sign-in')
  await page.close()
}

async function takeLists(page: Page): Promise<void> {
  const rowOf = (table: string, row: number) => () =>
    page.getByRole('table', { name: table }).getByRole('row').nth(row).waitFor()
  const panels = async () => {
    await page.getByRole('region', { name: 'Slowest nodes' }).getByRole('row').nth(3).waitFor()
    await page.getByRole('region', { name: 'Duration' }).locator('canvas').waitFor()
  }
  const lists = [
    { address: '/', name: 'workflows', ready: rowOf('Workflows', 5) },
    { address: '/executions', name: 'executions', ready: rowOf('Executions', 12) },
    { address: '/analytics', name: 'analytics', ready: panels },
    { address: '/settings', name: 'settings', ready: rowOf('Parts of the system', 4) },
  ]
  await page.mouse.move(0, 0)
  for (const { address, name, ready } of lists) {
    await page.goto(address)
    await ready()
    await take(page, name)
    if (name !== 'settings') await takeNarrow(page, name, ready)
  }
}

async function takeEditor(page: Page, workflowId: string): Promise<void> {
  const editor = new EditorPage(page)
  const ready = async () => {
    await editor.node('Look up origins').click()
    await page.getByRole('textbox', { name: 'Body, expression' }).waitFor()
    await page.mouse.move(0, 0)
  }
  await editor.open(workflowId)
  await ready()
  await take(page, 'editor')
  await takeNarrow(page, 'editor', ready)
}

interface Nightly {
  readonly workflowId: string
  readonly failed: string
  readonly live: string
}

async function takeLive(page: Page, live: string): Promise<void> {
  const run = new RunPage(page)
  const ready = async () => {
    await run.node('Parse chunks').click()
    await run.node('Look up origins').getByText('2/3').waitFor({ timeout: 40_000 })
    await run.expectNode('Look up origins', 'Retrying')
    await run.node('Parse chunks').getByText('58 %').waitFor({ timeout: 40_000 })
    await page.mouse.move(0, 0)
  }
  await run.open(live)
  await ready()
  await take(page, 'run')
  await takeNarrow(page, 'run', ready)
}

async function takeFailed(page: Page, failed: string): Promise<void> {
  const run = new RunPage(page)
  await run.open(failed)
  await run.inspector.getByRole('heading', { name: 'Look up origins' }).waitFor()
  await run.openTab('Logs')
  await take(page, 'run-failed')
  await run.action('Retry').click()
  await page.getByRole('dialog').getByText('Keeps its result').waitFor()
  await take(page, 'run-retry')
}

/** The screens of who runs and waits, as the guides show them. */
async function takeOperations(page: Page): Promise<void> {
  await page.goto('/limits')
  await page.getByRole('button', { name: 'Who holds and who waits for crane-north' }).click()
  await page.getByRole('list', { name: 'Waits, the next one first' }).waitFor()
  await page.mouse.move(0, 0)
  await take(page, 'limits', ['light'])
  await page.goto('/approvals')
  await page.getByRole('button', { name: /Maren Elise/ }).click()
  await page.getByRole('region', { name: /Maren Elise/ }).waitFor()
  await page.mouse.move(0, 0)
  await take(page, 'approvals', ['light'])
  await page.goto('/workers')
  // The second heartbeat of the youngest worker brings its figures.
  await page.getByRole('row', { name: / gpu / }).getByText(/ %$/).waitFor()
  await take(page, 'workers', ['light'])
}

async function startWaitingWork(rest: RestClient): Promise<void> {
  for (const groups of ['default', 'default,mail', 'gpu'])
    helpers.push(await startWorker({ dataDir: product.dataDir, groups, slots: 8 }))
  for (const document of asking) await rest.run(document)
  const unload = await createWorkflow(rest, crane(gate.script))
  for (let ship = 0; ship < 6; ship += 1) await start(rest, unload)
  await rest.run(registry)
  await rest.run(manifests(gate.script))
}

/** Everything that the pictures show: workflows, a week behind them, and what runs at this moment. */
async function fill(rest: RestClient, page: Page): Promise<Nightly> {
  const now = Date.now()
  const held: Record<string, WorkflowDocument> = {
    [warehouse.name]: heldAt(warehouse, 'match_orders', gate.script),
    [thumbnails.name]: heldAt(thumbnails, 'resize_large', gate.script),
    [backup.name]: heldAt(backup, 'copy_to_the_vault', gate.script),
  }
  await renameWorkspace(product.dataDir, 'Harbor')
  const live: string[] = []
  for (const work of pastWork) {
    const workflowId = await createWorkflow(rest, held[work.document.name] ?? work.document)
    await insertPastExecutions(product.dataDir, toPastRuns(work, workflowId, now))
    await insertPastVersions(product.dataDir, [
      {
        workflowId,
        upTo: work.versions,
        publishedAt: Array.from(
          { length: work.versions },
          (_, at) => new Date(now - (work.versions - at) * 4 * day),
        ),
        editedAt: new Date(now - work.editedDaysAgo * day),
        editedBy: work.editedBy,
      },
    ])
    if (work.document.name in held) live.push(await start(rest, workflowId))
  }
  await rest.request('POST', `/api/executions/${live.at(-1)}/pause`)
  await startEarlier(product.dataDir, live, [1.4, 3.9, 3.1])
  await page.request.post('/trpc/workflows.create', {
    data: { document: churn },
    headers: { origin: product.url },
  })
  return fillNightly(rest, page)
}

async function fillNightly(rest: RestClient, page: Page): Promise<Nightly> {
  const shared = { origin: harbor.url, gate: 'true' }
  const document = nightlyReport({ ...shared, retryDelayMs: 700, quietMs: 9000 })
  const workflowId = await createWorkflow(rest, document)
  const failed = await start(rest, workflowId)
  await rest.untilFinal(failed)
  const now = Date.now()
  await insertPastVersions(product.dataDir, [
    {
      workflowId,
      upTo: 13,
      publishedAt: Array.from({ length: 13 }, (_, at) => new Date(now - (13 - at) * 3 * day)),
      editedAt: new Date(now - 4 * 3_600_000),
      editedBy: mara.name,
    },
  ])
  await insertPastExecutions(
    product.dataDir,
    toPastRuns({ document, ...nightlyWork }, workflowId, now - 22 * 3_600_000),
  )
  const next = { origin: harbor.url, gate: gate.script, retryDelayMs: 5_000, quietMs: 54_000 }
  await putWorkflow(workflowId, { document: nightlyReport(next), version: 13 })
  const live = await start(rest, workflowId)
  await saveDraft(page, workflowId, unfinishedReport(next))
  return { workflowId, failed, live }
}

async function createWorkflow(rest: RestClient, document: WorkflowDocument): Promise<string> {
  const { status, body } = await rest.request('POST', '/api/workflows', document)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return (body as { workflow_id: string }).workflow_id
}

async function start(rest: RestClient, workflowId: string): Promise<string> {
  const { status, body } = await rest.request('POST', `/api/workflows/${workflowId}/execute`, { input: {} })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return (body as { execution_id: string }).execution_id
}

async function putWorkflow(workflowId: string, of: { document: WorkflowDocument; version: number }) {
  const answer = await fetch(`${product.url}/api/workflows/${workflowId}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${product.apiKey}`,
      'content-type': 'application/json',
      'if-match': String(of.version),
    },
    body: JSON.stringify(of.document),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

async function saveDraft(page: Page, workflowId: string, document: WorkflowDocument): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ workflowId }))
  const { result } = await (await page.request.get(`/trpc/workflows.get?input=${input}`)).json()
  const answer = await page.request.post('/trpc/workflows.saveDraft', {
    data: { workflowId, document, baseRevision: result.data.draftRevision },
    headers: { origin: product.url },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}

/** Plays the services that the workflows ask: one of them is out of order. */
async function startHarbor() {
  const server = createServer(async (request, response) => {
    await delay(request.url?.startsWith('/logs') ? 1_400 : 3_200)
    const isUp = request.url?.startsWith('/logs') ?? false
    response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' })
    response.end(
      isUp ? '{"lines":4008,"ips":["185.12.44.7","91.204.3.118","77.3.220.9"]}' : '{"error":"busy"}',
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}
