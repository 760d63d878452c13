// Every static check, all of them even when one fails.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const CHECKS = [
  ['turbo/bin/turbo', 'run', 'check', '--output-logs=errors-only', '--continue'],
  ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  ['knip/bin/knip.js'],
]

const commands = CHECKS.map(([bin, ...args]) => [join(ROOT, 'node_modules', bin), ...args])
commands.push([join(ROOT, 'server/bin/check-structure.mjs')])

let failed = 0
for (const args of commands) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  })
  if (status !== 0) failed += 1
}
if (failed > 0) process.exit(1)
