/**
 * `npm run bench [-- --fleet] [-- --only chain,fan | --write]`: measures the figures of docs/performance.md, those of one
 * process or with `--fleet` those of many, all on one really started product in one run, and prints them as a table.
 * Ends with 1 when something could not be measured.
 */
import { runFleetParts } from './fleet/run-fleet-parts.ts'
import { closeEverything } from './open-resources.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { Collector } from './report/collector.ts'
import { describeMachine } from './report/describe-machine.ts'
import { writeLastRun } from './report/write-last-run.ts'
import { runParts } from './run-parts.ts'

/** The whole run takes half to two thirds of this on two cores; what hangs must not hang for ever. */
const deadlineMinutes = { product: 5, fleet: 12 } as const satisfies Record<BenchOptions['family'], number>

/** Before the first part: afterwards the load would be our own. */
const machine = describeMachine()
const collector = new Collector()

function toReport(): string {
  return `${machine}\n\n${collector.toReport()}`
}

async function end(code: number): Promise<never> {
  if (!collector.isEmpty) console.log(`\n${toReport()}`)
  for (const problem of collector.problems) console.error(`\n${problem}`)
  await closeEverything()
  process.exit(code)
}

process.once('uncaughtException', (error) => {
  console.error(error)
  void end(1)
})
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))

try {
  const options = readOptions(process.argv.slice(2), process.env.HEDDLE_SAMPLES)
  const minutes = deadlineMinutes[options.family]
  setTimeout(() => {
    console.error(`The bench broke off: it has run for ${minutes} minutes`)
    void end(1)
  }, minutes * 60_000).unref()
  if (options.family === 'fleet') await runFleetParts(options, collector)
  else await runParts(options, collector)
  if (options.write) writeLastRun(options.family, toReport())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await end(1)
}
await end(collector.problems.length > 0 ? 1 : 0)
