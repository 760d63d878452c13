import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What becomes of this file, opened as an attempt's own by a process that has as many files open as it may. */
function openWithNoRoom(): string {
  const module = JSON.stringify(join(import.meta.dirname, 'open-plain-file.ts'))
  const folder = JSON.stringify({ account: null, rootPath: import.meta.dirname })
  const script = `
    const { openSync } = await import('node:fs')
    const { openPlainFile } = await import(${module})
    try { for (;;) openSync('/dev/null') } catch {}
    const told = await openPlainFile(${JSON.stringify(import.meta.filename)}, ${folder})
      .then((file) => (file === null ? 'no plain file' : 'opened'), ({ code }) => code)
    process.stdout.write(told)`
  const command = ['-c', 'ulimit -n 64; exec "$@"', 'bash', process.execPath]
  return spawnSync('bash', [...command, '--input-type=module', '-e', script], { encoding: 'utf8' }).stdout
}

test('a file that there is no room to open is not taken for none', () => {
  expect(openWithNoRoom()).toBe('EMFILE')
})
