import { afterEach, expect, test, vi } from 'vitest'
import { announce } from './announce.tsx'
import { copyToClipboard } from './copy-to-clipboard.ts'
import { showToast } from './toast.ts'

vi.mock('./announce.tsx')
vi.mock('./toast.ts')
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

test('a text that was copied is announced', async () => {
  const writeText = vi.fn(async () => undefined)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  await copyToClipboard('42', 'Output copied')
  expect(writeText).toHaveBeenCalledWith('42')
  expect(announce).toHaveBeenCalledWith('Output copied')
})

test.each([
  { where: 'a page that has no clipboard', clipboard: undefined },
  { where: 'a browser that refuses', clipboard: { writeText: () => Promise.reject(new Error('no')) } },
])('$where says that nothing was copied', async ({ clipboard }) => {
  vi.stubGlobal('navigator', { clipboard })
  await copyToClipboard('42', 'Output copied')
  expect(announce).not.toHaveBeenCalled()
  expect(showToast).toHaveBeenCalledWith(
    expect.objectContaining({ title: 'The browser does not allow copying', tone: 'failed' }),
  )
})
