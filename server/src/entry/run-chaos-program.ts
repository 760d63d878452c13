/** `npm run chaos`: harms a fleet while it works, and looks for promises that were not kept. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatChaosReport } from '../chaos/format-chaos-report.ts'
import { runChaos } from '../chaos/run-chaos.ts'
import { readProcessSettings } from './env.ts'

const usage = `npm run chaos -- [--seed N] [--minutes 20] [--nodes 100000] [--faults 500]

Harms a fleet until so many nodes ran and so many faults happened, or the time is over. The seed chooses the faults.
`

const values = readOptions()

/** Ends the program where it is asked how to be called, or called in another way. */
function readOptions() {
  try {
    const { values: given } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        minutes: { type: 'string', default: '20' },
        nodes: { type: 'string', default: '100000' },
        faults: { type: 'string', default: '500' },
      },
    })
    if (!given.help) return given
    process.stdout.write(usage)
    return process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return process.exit(2)
  }
}

function toNumber(name: 'seed' | 'minutes' | 'nodes' | 'faults'): number {
  const value = Number(values[name])
  if (Number.isFinite(value) && value >= 0) return value
  process.stderr.write(`--${name} must be a number\n`)
  process.exit(2)
}

const durationMs = toNumber('minutes') * 60_000
const tell = (line: string) => void process.stdout.write(`${line}\n`)
const seed = toNumber('seed')
tell(`Seed ${seed}`)
const report = await runChaos({
  seed,
  durationMs,
  nodes: toNumber('nodes'),
  faults: toNumber('faults'),
  // The load goes on for a while without any.
  faultsMs: durationMs * 0.9,
  ttlMs: 4_000,
  inFlight: 40,
  rush: 40,
  patienceMs: 180_000,
  montagePatches: [8, 30, 100, 300],
  evidenceFolder: join(readProcessSettings().dataDir, 'chaos', `seed-${seed}`),
  tell,
})
tell(formatChaosReport(report))
process.exitCode = report.violations.length > 0 ? 1 : 0
