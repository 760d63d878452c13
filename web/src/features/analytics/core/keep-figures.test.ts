import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { keepFigures } from './keep-figures.ts'

function observe(minute: number, view: string) {
  return { queryKey: ['figures', minute, view], enabled: false, ...keepFigures(view) }
}

it('keeps the figures of a view while the next ones are read, and of no other view', () => {
  const client = new QueryClient()
  client.setQueryData(['figures', 1, 'a day'], 42)
  const observer = new QueryObserver<number>(client, observe(1, 'a day'))
  observer.setOptions(observe(2, 'a day'))
  expect(observer.getCurrentResult()).toMatchObject({ data: 42, isPlaceholderData: true })
  observer.setOptions(observe(2, 'a month'))
  expect(observer.getCurrentResult().data).toBeUndefined()
  client.clear()
})
