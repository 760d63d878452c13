import { defineConfig } from '@playwright/test'
import { chromiumLaunchOptions } from './fixtures/chromium.ts'

const ci = process.env.CI !== undefined

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  // Each worker runs a product with its own database: two cores bear one at a time.
  workers: 1,
  timeout: 180_000,
  // Long, since they only say when a test gives up: a machine that does other things at the same time is slow.
  expect: { timeout: 30_000 },
  retries: 0,
  forbidOnly: ci,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunchOptions(),
  },
})
