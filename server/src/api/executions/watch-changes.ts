import { procedure } from '../trpc.ts'

export const watchChanges = procedure.subscription(async function* (): AsyncGenerator<{
  kind: 'changed'
  executionIds: readonly string[]
}> {
  yield { kind: 'changed', executionIds: [] }
})
