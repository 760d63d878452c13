// biome-ignore lint/style/noRestrictedImports: the test holds the table against the core's own lists
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import { expect, it } from 'vitest'
import { statusGlyph } from './status-glyph.tsx'
import { executionStatusStyle, nodeStatusStyle } from './status-style.ts'

it('gives every status a word of its own and a shape of its own', () => {
  const styles = [
    ...executionStatuses.map((status) => [status, executionStatusStyle[status]] as const),
    ...nodeStatuses.map((status) => [status, nodeStatusStyle[status]] as const),
  ]
  const words = new Map(styles.map(([status, style]) => [style.word, status]))
  expect(words.size).toBe(new Set(styles.map(([status]) => status)).size)
  for (const [status] of styles) expect(statusGlyph[status]).toBeDefined()
})
