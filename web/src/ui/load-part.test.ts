import { expect, it } from 'vitest'
import { loadPart, onMissingPart } from './load-part.ts'

it('loads a part once the server is back, and says that it is gone where the server has it no more', async () => {
  const outcomes = ['away', 'away', 'here']
  const part = () => {
    const outcome = outcomes.shift()
    return outcome === 'here' ? Promise.resolve('a page') : Promise.reject(new Error('Failed to fetch'))
  }
  onMissingPart(() => Promise.resolve(outcomes.length > 0))
  await expect(loadPart(part)).resolves.toBe('a page')
  await expect(loadPart(part)).rejects.toThrow('Failed to fetch')
})
