import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Runs lines of a program that has a `logger`, its standard error where the shell says. */
function runWithLogger(lines: string, redirection = '') {
  const module = JSON.stringify(join(import.meta.dirname, 'logger.ts'))
  const script = `const { createLogger } = await import(${module}); const logger = createLogger('info'); ${lines}`
  const command = ['-c', `"$@" ${redirection}`, 'bash', process.execPath]
  return spawnSync('bash', [...command, '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 10_000,
  })
}

test('an error is written with its message, under whatever name it is given', () => {
  const { stderr } = runWithLogger(`for (const name of ['err', 'error'])
    logger.error({ event: 'failed', [name]: new Error('the reason', { cause: new Error('below it') }) })`)
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { event: 'failed', err: { message: 'the reason: below it' } },
    { event: 'failed', error: { message: 'the reason: below it' } },
  ])
})

test.runIf(existsSync('/dev/full'))('a full disk under the log neither ends a process nor keeps it', () => {
  const lines = `logger.info({ event: 'lost' })
    setTimeout(() => { logger.info({ event: 'lost' }); process.stdout.write('went on'); process.exit(0) }, 200)`
  const { stdout, status } = runWithLogger(lines, '2>/dev/full')
  expect({ stdout, status }).toEqual({ stdout: 'went on', status: 0 })
})
