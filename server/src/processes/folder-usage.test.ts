import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { measureFolder } from './folder-usage.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-usage-'))
})
// Not by Node, which cannot reach what lies deeper than a path is long.
afterEach(() => void execFileSync('rm', ['-rf', folder]))

test('files that cannot be looked at count as nothing, and hide none of those beside them', async () => {
  let deep = folder
  while (deep.length < 3_900) deep = join(deep, 'd'.repeat(100))
  mkdirSync(deep, { recursive: true })
  for (let n = 0; n < 10; n += 1) writeFileSync(join(deep, String(n)), Buffer.alloc(100 * 1024))
  // Made from within: the whole path of such a name is too long for the system.
  execFileSync('bash', ['-c', 'for n in {1..9}; do : > "$n$(printf "%0240d" 0)"; done'], { cwd: deep })

  const { bytes } = await measureFolder(folder, 1_000)

  expect(bytes).toBeGreaterThanOrEqual(1_000 * 1024)
})
