import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

// The preview of a page is shut in without scripts; looking into it from the test is a script to the browser.
test.use({ expectedConsole: [/^error: Blocked script execution in 'about:srcdoc'/] })

test('the log report runs with one click and leaves a page to look at', async ({ page }) => {
  const run = new RunPage(page)
  await new WorkflowsPage(page).open()
  await new WorkflowsPage(page).runExample('Log report')
  await run.expectStatus('Completed', 40_000)
  await run.openTab('Artifacts')
  await run.artifact('summary.json').click()
  await expect(run.preview('summary.json').getByRole('tree')).toBeVisible()
  await run.artifact('report.html').click()
  const frame = run.preview('report.html').frameLocator('iframe')
  await expect(frame.getByRole('heading').first()).toBeVisible()
  await expect(frame.locator('body')).toContainText('4,000')
})

test('the link check finds the broken links of the example site', async ({ page }) => {
  const run = new RunPage(page)
  await new WorkflowsPage(page).open()
  await new WorkflowsPage(page).runExample('Link check')
  await run.expectStatus('Completed', 40_000)
  await run.expectNode('Nothing is broken', 'Skipped')
  await run.openTab('Artifacts')
  await run.artifact('broken-links.csv').click()
  await expect(run.preview('broken-links.csv').getByRole('table')).toContainText('answered 404')
  await run.artifact('broken-links.md').click()
  await expect(run.preview('broken-links.md').getByRole('heading', { name: 'Link check' })).toBeVisible()
})

test('retry and recover tries again, takes the failure port and completes', async ({ page }) => {
  const run = new RunPage(page)
  await new WorkflowsPage(page).open()
  await new WorkflowsPage(page).runExample('Retry and recover')
  await run.expectNode('Charge the card', 'Retrying')
  await run.expectStatus('Completed', 45_000)
  await run.expectNode('Charge the card', 'Completed')
  await expect(run.node('Charge the card')).toContainText('3/3')
  await run.expectNode('Book fast courier', 'Failed')
  await run.expectNode('Book slow courier', 'Completed')
  await run.expectNode('Print fast label', 'Skipped')
})
