/** The JavaScript that a browser with an empty cache loads until the list of workflows shows, each file gzipped. */
import { gzipSync } from 'node:zlib'
import type { SignedInBrowser } from './signed-in-browser.ts'

export interface ScriptFigures {
  readonly gzipKb: number
  readonly plainKb: number
  readonly files: number
}

const lateMs = 1000

export async function measureScripts(browser: SignedInBrowser): Promise<ScriptFigures> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const bodies = new Map<string, Promise<Buffer>>()
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body())
    })
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).or(page.getByRole('table')).first().waitFor()
    // The page keeps a stream open, so the network is never idle: what still comes by itself comes within this time.
    await page.waitForTimeout(lateMs)
    const loaded = await Promise.all(bodies.values())
    return {
      gzipKb: loaded.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000,
      plainKb: loaded.reduce((sum, body) => sum + body.length, 0) / 1000,
      files: loaded.length,
    }
  } finally {
    await context.close()
  }
}
