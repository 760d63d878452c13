/** Drags one node in circles for a while, as fast as the browser takes the moves, and counts the frames it draws. */
import type { Page } from '@playwright/test'

export interface DragFigures {
  readonly framesPerSecond: number
  /** The longest pause between two frames, but for the worst in a hundred. */
  readonly frameP99Ms: number
}

const dragMs = 2500
const moveEveryMs = 8
const radius = 120

/** Fails when the node did not follow. */
export async function dragNode(page: Page): Promise<DragFigures> {
  const id = await page.evaluate<string>(pickNode)
  const card = page.locator(`.react-flow__node[data-id="${id}"]`)
  const box = await card.boundingBox()
  if (box === null) throw new Error('The node to drag is not on the screen')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const before = await card.getAttribute('style')
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 10, y + 10, { steps: 3 })
  await page.evaluate(startCounting)
  await moveInCircles(page, { x, y })
  const frames = await page.evaluate<number[]>('window.heddleFrames')
  const after = await card.getAttribute('style')
  await page.mouse.up()
  if (after === before) throw new Error('The node did not follow the pointer')
  return toFigures(frames)
}

/** The moves are not awaited one by one: a busy page must not slow the hand. */
async function moveInCircles(page: Page, centre: { x: number; y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const sent: Promise<unknown>[] = []
  const begin = performance.now()
  for (let elapsed = 0; elapsed < dragMs; elapsed = performance.now() - begin) {
    const angle = elapsed / 200
    const at = { x: centre.x + radius * Math.sin(angle), y: centre.y + radius * (1 - Math.cos(angle)) }
    const event = { type: 'mouseMoved', button: 'left', buttons: 1, ...at } as const
    sent.push(session.send('Input.dispatchMouseEvent', event).catch(() => undefined))
    await new Promise((resolve) => setTimeout(resolve, moveEveryMs))
  }
  await Promise.all(sent)
  await session.detach()
}

function toFigures(frames: readonly number[]): DragFigures {
  const gaps = frames.slice(1).map((time, index) => time - (frames[index] ?? time))
  const seconds = ((frames.at(-1) ?? 0) - (frames[0] ?? 0)) / 1000
  const sorted = gaps.toSorted((a, b) => a - b)
  return {
    framesPerSecond: gaps.length / seconds,
    frameP99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  }
}

/** Runs in the page: the id of the node nearest to the middle of the window. */
function pickNode(): string {
  const middle = { x: window.innerWidth / 2, y: window.innerHeight / 2 }
  let nearest = { id: '', distance: Number.POSITIVE_INFINITY }
  for (const card of document.querySelectorAll('.react-flow__node')) {
    const box = card.getBoundingClientRect()
    const distance = Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y)
    if (distance < nearest.distance) nearest = { id: card.getAttribute('data-id') ?? '', distance }
  }
  return nearest.id
}

/** Runs in the page. */
function startCounting(): void {
  const frames: number[] = []
  Object.assign(window, { heddleFrames: frames })
  const tick = (now: number) => {
    frames.push(now)
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
}
