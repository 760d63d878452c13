/** The parts that a person sees: live cards, the editor, the first page. */
import type { Product } from '../server/src/testing/start-product.ts'
import { measureEditor } from './browser/measure-editor.ts'
import { measurePixel } from './browser/measure-pixel.ts'
import { measureScripts } from './browser/measure-scripts.ts'
import { openSignedInBrowser, type SignedInBrowser } from './browser/signed-in-browser.ts'
import { closeOnce } from './open-resources.ts'
import type { Part } from './options.ts'
import type { ApiClient } from './product/api-client.ts'
import type { Collector } from './report/collector.ts'
import type { FigureName } from './report/figures.ts'

interface BrowserParts {
  readonly product: Product
  readonly api: ApiClient
  readonly only: ReadonlySet<Part>
  readonly collector: Collector
}

interface BrowserPart {
  readonly part: Part
  readonly figures: readonly FigureName[]
  readonly run: (browser: SignedInBrowser, api: ApiClient, collector: Collector) => Promise<void>
}

const parts: readonly BrowserPart[] = [
  { part: 'script', figures: ['script'], run: runScript },
  { part: 'pixel', figures: ['pixel'], run: runPixel },
  { part: 'editor', figures: ['editorOpen', 'editorDrag'], run: runEditor },
]

export async function runBrowserParts({ product, api, only, collector }: BrowserParts): Promise<void> {
  const wished = parts.filter(({ part }) => only.has(part))
  if (wished.length === 0) return
  const opened: SignedInBrowser[] = []
  const figures = wished.flatMap((part) => part.figures)
  await collector.attempt(figures, async () => {
    opened.push(await openSignedInBrowser(product))
  })
  const [browser] = opened
  if (browser === undefined) return
  const close = closeOnce(() => browser.close())
  for (const part of wished) await collector.attempt(part.figures, () => part.run(browser, api, collector))
  await close()
}

async function runScript(browser: SignedInBrowser, _api: ApiClient, collector: Collector): Promise<void> {
  const { gzipKb, plainKb, files } = await measureScripts(browser)
  collector.set('script', gzipKb)
  collector.remarkText('list page, JavaScript', `${files} files, ${Math.round(plainKb)} KB before gzip`)
}

async function runPixel(browser: SignedInBrowser, api: ApiClient, collector: Collector): Promise<void> {
  const { p50Ms, p95Ms, samples, unseen } = await measurePixel(browser, api)
  if (unseen > 0) throw new Error(`${unseen} completed nodes never showed it`)
  collector.set('pixel', p95Ms)
  collector.remarkText('commit to pixel', `p50 ${Math.round(p50Ms)} ms of ${samples} changes`)
}

async function runEditor(browser: SignedInBrowser, api: ApiClient, collector: Collector): Promise<void> {
  const { openMs, bareOpenMs, drag, bareDrag } = await measureEditor(browser, api)
  collector.set('editorOpen', openMs)
  collector.set('editorDrag', drag.framesPerSecond / bareDrag.framesPerSecond)
  collector.remark('bare canvas, 1,000 nodes, open', bareOpenMs, 'ms')
  for (const [name, { framesPerSecond, frameP99Ms }] of [
    ['editor', drag],
    ['bare canvas', bareDrag],
  ] as const) {
    const worst = `99 % of the pauses under ${frameP99Ms.toFixed(0)} ms`
    collector.remarkText(`${name}, drag`, `${framesPerSecond.toFixed(1)} frames/s, ${worst}`)
  }
}
