#!/usr/bin/env node
// Holds the rules of structure that the linter cannot: length of files, names that say nothing, and imports
// whose rule depends on more than their address.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const MAX_LINES = 400
const CODE = /\.(ts|tsx|mjs|css|sql)$/
const BANNED_NAME =
  /(^types|(^|-)(utils?|helpers?|common|misc|manager|service|base|impl|data|info|v2|new))(\.(test|int\.test|prop\.test))?\.(ts|tsx|mjs)$/
const SERVER_VALUE_IMPORT = /^import (?!type\b)[^'"]*['"]@heddle\/server\b/m
const FEATURE_OF = /^web\/src\/features\/([^/]+)\//
const RELATIVE_IMPORT = /(?:from|import) ['"](\.[^'"]+)['"]/g

function* problemsOf(path, text) {
  const lines = text.split('\n').length - 1
  if (lines > MAX_LINES) yield `${lines} lines, more than ${MAX_LINES}: cut it where the subject changes`
  if (BANNED_NAME.test(basename(path)))
    yield 'the name does not say what is inside: name it after its main export'
  if (path.startsWith('web/') && SERVER_VALUE_IMPORT.test(text))
    yield 'the browser may import the server only as a type'
  const feature = FEATURE_OF.exec(path)?.[1]
  if (feature === undefined) return
  for (const [, target] of text.matchAll(RELATIVE_IMPORT)) {
    const other = FEATURE_OF.exec(join(dirname(path), target))?.[1]
    if (other !== undefined && other !== feature)
      yield `imports the feature "${other}": features share ui, app and graph-view only`
  }
}

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
let count = 0
for (const path of tracked.split('\n')) {
  if (!CODE.test(path) || !existsSync(join(ROOT, path))) continue
  for (const problem of problemsOf(path, readFileSync(join(ROOT, path), 'utf8'))) {
    console.error(`${path}: ${problem}`)
    count += 1
  }
}
if (count > 0) {
  console.error(`${count} problem${count === 1 ? '' : 's'} of structure`)
  process.exit(1)
}
