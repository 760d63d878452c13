import { describe, expect, it } from 'vitest'
import { holdBack, withFreshHead } from './live-rows.ts'
import { page, run } from './run-fixture.ts'

const ids = (rows: readonly { executionId: string }[]) => rows.map((row) => row.executionId).join('')

describe('a fresh answer for the beginning of the list', () => {
  it('takes the place of everything it covers', () => {
    const pages = withFreshHead([page('bc', 'c'), page('de', null)], page('abcde', null))
    expect(pages).toEqual([page('abcde', null)])
  })

  it('keeps the rows below it and where they go on', () => {
    const pages = withFreshHead([page('bc', 'c'), page('de', 'e')], page('abc', 'c'))
    expect(pages.map((each) => ids(each.items))).toEqual(['abc', 'de'])
    expect(pages.at(-1)?.nextCursor).toBe('e')
  })

  it('drops a row that no longer matches', () => {
    const pages = withFreshHead([page('abcd', 'd'), page('ef', 'f')], page('acd', 'd'))
    expect(ids(pages.flatMap((each) => each.items))).toBe('acdef')
  })

  it('starts over when nothing of it is known, for what lies between would never be loaded', () => {
    expect(withFreshHead([page('yz', 'z')], page('ab', 'b'))).toEqual([page('ab', 'b')])
  })
})

describe('rows while somebody is reading', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => run(id))

  it('shows all when nobody is', () => {
    expect(holdBack(rows, null)).toEqual({ rows, waiting: 0 })
  })

  it('keeps new rows waiting', () => {
    const { rows: shown, waiting } = holdBack(rows, new Set(['c', 'd']))
    expect([ids(shown), waiting]).toEqual(['cd', 2])
  })

  it('lets the next page in at the end', () => {
    const { rows: shown, waiting } = holdBack(rows, new Set(['a', 'b']))
    expect([ids(shown), waiting]).toEqual(['abcd', 0])
  })
})
