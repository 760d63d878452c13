/** The way to the server: every read of a feature is a value made from `trpc` in its queries.ts. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import { QueryClient } from '@tanstack/react-query'
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { connectionLink } from './connection-link.ts'
import { errorKind } from './error-text.ts'
import { fetchProcedure } from './fetch-procedure.ts'
import { sessionLink } from './session-link.ts'

const url = '/trpc'
const asPost = 'asPost'

/** The context of a read whose question may be too long for an address: many node ids, a whole input. */
export const longQuestion = { [asPost]: true }

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    connectionLink(),
    sessionLink(),
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url }),
      false: splitLink({
        condition: ({ context }) => context[asPost] === true,
        true: httpLink({ url, methodOverride: 'POST', fetch: fetchProcedure }),
        false: httpBatchStreamLink({ url, maxURLLength: 4000, fetch: fetchProcedure }),
      }),
    }),
  ],
})

/** Only an answer that may be another one next time is asked for again. */
function retry(failures: number, error: unknown): boolean {
  const kind = errorKind(error)
  return failures < 2 && (kind === 'unavailable' || kind === 'no-answer')
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 2000, retry, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient })
