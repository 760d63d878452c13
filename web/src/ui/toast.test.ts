import { describe, expect, it } from 'vitest'
import { withToast } from './toast.ts'

const toast = (id: number, key?: string) => ({
  id,
  title: `message ${id}`,
  ...(key === undefined ? {} : { key }),
})

describe('messages at the bottom right', () => {
  it('shows three at most, the oldest gives way', () => {
    const shown = [toast(1), toast(2), toast(3)]
    expect(withToast(shown, toast(4)).map((each) => each.id)).toEqual([2, 3, 4])
  })

  it('replaces the message with the same key', () => {
    expect(withToast([toast(1, 'save'), toast(2)], toast(3, 'save')).map((each) => each.id)).toEqual([2, 3])
  })
})
