// The product for people who change it: the server restarts and the page reloads by themselves.
import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const children = [
  spawn(
    process.execPath,
    ['--watch-path=server/src', '--watch-path=core/src', 'server/src/entry/heddle.ts', 'all'],
    {
      cwd: ROOT,
      stdio: 'inherit',
    },
  ),
  spawn(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js')], {
    cwd: join(ROOT, 'web'),
    stdio: 'inherit',
  }),
]
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
}
