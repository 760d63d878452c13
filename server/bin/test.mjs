// All tests: unit, property, integration on real databases, and the browser. The last line is the sum.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const RESULTS = join(ROOT, 'test-results')

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS)

const counts = [await runVitest(), await runPlaywright()]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

async function runVitest() {
  const file = join(RESULTS, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run('vitest/vitest.mjs', ['run', ...reporters])
  return count(file, code, (report) => {
    // A file that could not be loaded has no tests to count and is a failure all the same.
    const broken = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0)
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
  })
}

async function runPlaywright() {
  const specs = join(ROOT, 'e2e/specs')
  if (!existsSync(specs) || readdirSync(specs).length === 0) return { passed: 0, failed: 0 }
  const code = await run('@playwright/test/cli.js', ['test', '-c', 'e2e/playwright.config.ts'])
  return count(join(RESULTS, 'e2e.json'), code, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  }))
}

/** A runner that fails without a failed test to show for it counts as one. */
function count(file, code, read) {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { passed, failed } = read(JSON.parse(readFileSync(file, 'utf8')))
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) }
}

async function run(bin, args) {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', bin), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  // The runners end their databases and products when they are asked to stop; wait for that.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  return code
}
