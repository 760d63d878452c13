/** The editor with a large workflow: how long it takes to open, and how smoothly a node is dragged. */
import type { Page } from '@playwright/test'
import { waitFor } from '../../server/src/testing/wait-for.ts'
import { gridOf } from '../load/workloads.ts'
import type { ApiClient } from '../product/api-client.ts'
import { median } from '../report/statistics.ts'
import { serveBareFlow } from './bare-flow-site.ts'
import { type DragFigures, dragNode } from './drag-node.ts'
import type { SignedInBrowser } from './signed-in-browser.ts'

export interface EditorFigures {
  /** From the navigation to the frame after which the picture stands; median. */
  readonly openMs: number
  readonly bareOpenMs: number
  readonly drag: DragFigures
  readonly bareDrag: DragFigures
}

const size = { rows: 25, columns: 40 }
const openings = 3
const openDeadlineMs = 15_000
const drags = 3

export async function measureEditor(browser: SignedInBrowser, api: ApiClient): Promise<EditorFigures> {
  const document = gridOf(size.rows, size.columns)
  const workflowId = await api.createWorkflow(document)
  const site = await serveBareFlow(document)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.addInitScript(watchOpening)
    const openMs = await openSeveralTimes(page, `/workflows/${workflowId}`)
    const drag = await dragSeveralTimes(page)
    const bareOpenMs = await openSeveralTimes(page, site.url)
    const bareDrag = await dragSeveralTimes(page)
    return { openMs, bareOpenMs, drag, bareDrag }
  } finally {
    await context.close()
    await site.close()
  }
}

async function openSeveralTimes(page: Page, url: string): Promise<number> {
  const times: number[] = []
  for (let opening = 0; opening < openings; opening += 1) {
    await page.goto(url)
    const readOpened = () => page.evaluate<number | null>('window.heddleOpened ?? null')
    times.push(await waitFor(readOpened, { deadlineMs: openDeadlineMs, what: 'a canvas with cards' }))
  }
  return median(times)
}

async function dragSeveralTimes(page: Page): Promise<DragFigures> {
  const figures: DragFigures[] = []
  for (let drag = 0; drag < drags; drag += 1) figures.push(await dragNode(page))
  return {
    framesPerSecond: median(figures.map((figure) => figure.framesPerSecond)),
    frameP99Ms: median(figures.map((figure) => figure.frameP99Ms)),
  }
}

/** Runs in the page: open means that cards are drawn and their number has not changed for three frames. */
function watchOpening(): void {
  let count = 0
  let stable = 0
  let since = 0
  const look = () => {
    const now = document.querySelectorAll('.react-flow__node').length
    if (now === 0 || now !== count) {
      stable = 0
      since = performance.now()
    } else {
      stable += 1
    }
    count = now
    if (stable < 3) requestAnimationFrame(look)
    else Object.assign(window, { heddleOpened: since })
  }
  requestAnimationFrame(look)
}
