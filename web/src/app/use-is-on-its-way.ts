/** Whether a mutation with one of these keys is on its way. */
import { type MutationKey, useQueryClient } from '@tanstack/react-query'

/**
 * Answers at the moment of a press, also between a press and the next render: `isPending` of a component is as old as
 * its last render, and a key that repeats is faster.
 */
export function useIsOnItsWay(keys: readonly MutationKey[]): () => boolean {
  const queryClient = useQueryClient()
  return () => keys.some((mutationKey) => queryClient.isMutating({ mutationKey }) > 0)
}
