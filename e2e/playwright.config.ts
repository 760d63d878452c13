import { defineConfig } from '@playwright/test'
import { chromiumLaunchOptions } from './fixtures/chromium.ts'

const ci = process.env.CI !== undefined

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results/e2e',
  // Each worker runs a product with its own database: two cores bear one at a time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: ci,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: chromiumLaunchOptions(),
  },
})
