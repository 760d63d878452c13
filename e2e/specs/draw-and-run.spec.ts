import { expect } from '@playwright/test'
import { test } from '../fixtures/product.ts'
import { AnalyticsPage } from '../pages/analytics-page.ts'
import { EditorPage } from '../pages/editor-page.ts'
import { ExecutionsPage } from '../pages/executions-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { WorkflowsPage } from '../pages/workflows-page.ts'

const inputSchema = {
  type: 'object',
  required: ['words'],
  properties: {
    words: { type: 'string', title: 'Words', description: 'Counted by the run.' },
    atLeast: { type: 'integer', title: 'At least', default: 2 },
  },
}

const code = `export default async ({ input, log }) => {
  const words = input.words.split(' ')
  log('found ' + words.length + ' words')
  return { words }
}`

// The preview of a page is shut in without scripts; looking into it from the test is a script to the browser.
test.use({ expectedConsole: [/^error: Blocked script execution in 'about:srcdoc'/] })

test('a person draws a workflow with the mouse, publishes it, runs it, watches it and finds it again', async ({
  page,
  gate,
}) => {
  const workflows = new WorkflowsPage(page)
  const editor = new EditorPage(page)
  const run = new RunPage(page)

  await test.step('drawing four nodes', async () => {
    await workflows.open()
    await workflows.create()
    await expect(editor.canvas.getByText('Start with a first node')).toBeVisible()
    await editor.dragFromPalette('Shell', { x: 300, y: 110 })
    await editor.rename('Shell', 'Fetch')
    await editor.dragFromPalette('JavaScript', { x: 300, y: 240 })
    await editor.rename('JavaScript', 'Split')
    await editor.connect('Fetch', 'Split')
    await editor.connectToNew('Split', { x: 300, y: 340 }, 'Transform')
    await editor.rename('Transform', 'Count')
    await editor.connectToNew('Count', { x: 560, y: 440 }, 'Shell')
    await editor.rename('Shell', 'Report')
    await expect(editor.canvas.getByRole('group', { name: /, has an error$/ })).toHaveCount(4)
  })

  await test.step('configuring each of them', async () => {
    await editor.node('Fetch').click()
    await editor.writeCode('Script', `echo waiting for the gate\n${gate.script}\necho gate is open`)
    await editor.node('Split').click()
    await editor.writeCode('Code', code)
    await editor.node('Count').click()
    await editor.writeCode('Expression', '{ "count": $count(nodes.javascript.output.words) }')
    await editor.node('Report').click()
    await editor.writeCode(
      'Script',
      'echo "<h1>Counted {{ nodes.transform.output.count }} words</h1>" > "$HEDDLE_ARTIFACTS/report.html"',
    )
    await editor.chooseConnection('Count', 'Report')
    await editor.writeCode('Condition', 'nodes.transform.output.count >= input.atLeast')
    await editor.chooseNothing()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Count the words')
    await editor.writeCode('Input schema', JSON.stringify(inputSchema))
    await expect(editor.canvas.getByRole('group', { name: /, has an error$/ })).toHaveCount(0)
    await editor.expectSaved()
  })

  await test.step('the draft is kept by itself, and publishing makes a version', async () => {
    await page.reload()
    await expect(editor.node('Report')).toBeVisible()
    await expect(editor.canvas.getByText('count >= input.atLeast', { exact: true })).toBeVisible()
    await editor.publish()
    await expect(page.getByRole('banner').getByText('Published v1')).toBeVisible()
  })
  const workflowId = editor.workflowId()

  await test.step('the form of the input holds its schema', async () => {
    const dialog = await editor.openRunDialog()
    await expect(dialog.getByRole('textbox', { name: 'At least' })).toHaveValue('2')
    await dialog.getByRole('button', { name: 'Run v1' }).click()
    const words = dialog.getByRole('textbox', { name: 'Words' })
    await expect(words).toHaveAttribute('aria-invalid', 'true')
    await words.fill('warp weft heddle')
    await expect(words).not.toHaveAttribute('aria-invalid', 'true')
    await dialog.getByRole('button', { name: 'Run v1' }).click()
  })

  await test.step('statuses change on the canvas while it runs', async () => {
    await run.expectNode('Fetch', 'Running')
    await run.expectNode('Split', 'Pending')
    await expect(run.stream).toHaveText('Live')
    await run.openTab('Logs')
    await expect(run.logs).toContainText('waiting for the gate')
    await expect(run.logs).not.toContainText('gate is open')
    gate.open()
    await run.expectNode('Fetch', 'Completed')
    await run.expectNode('Report', 'Completed')
    await run.expectStatus('Completed')
    await expect(run.logs).toContainText('gate is open')
    await expect(run.logs).toContainText('found 3 words')
  })

  await test.step('output and artifact can be looked at', async () => {
    await run.node('Count').click()
    await expect(run.inspector.getByRole('tree')).toContainText('count: 3')
    await run.openTab('Artifacts')
    await run.artifact('report.html').click()
    const frame = run.preview('report.html').frameLocator('iframe')
    await expect(frame.getByRole('heading', { name: 'Counted 3 words' })).toBeVisible()
  })
  const executionId = await run.executionId()

  await test.step('the history shows it', async () => {
    const executions = new ExecutionsPage(page)
    await executions.open()
    await expect(executions.rows('Count the words')).toHaveCount(1)
    await expect(executions.rows('Count the words')).toContainText('Completed')
    await expect(executions.rows('Count the words')).toContainText('4')
    await executions.rows('Count the words').getByRole('link').click()
    await expect(page).toHaveURL(new RegExp(executionId))
  })

  await test.step('the analytics count it', async () => {
    const analytics = new AnalyticsPage(page)
    await analytics.open(workflowId)
    await expect(analytics.figure('Executions')).toContainText(/^1\b/)
    await expect(analytics.figure('Success rate')).toContainText('100')
    await expect(analytics.panel('Executions')).toContainText('1 completed')
  })

  await test.step('the list of workflows knows its last run', async () => {
    await workflows.open()
    await expect(workflows.row('Count the words')).toContainText('v1')
    await expect(workflows.row('Count the words').getByRole('link', { name: /Completed/ })).toBeVisible()
  })
})
