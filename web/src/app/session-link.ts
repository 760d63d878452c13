import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { errorKind } from './error-text.ts'
import { sessionEnded } from './session-ended.ts'

/** Notices that the server no longer knows who asks, whatever was asked: reads, changes and what the editor saves. */
export function sessionLink(): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            if (errorKind(error) === 'unauthenticated') sessionEnded()
            observer.error(error)
          },
        }),
      )
}
