import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { askNow, reportTrouble } from './connection.ts'
import { troubleOfError } from './connection-trouble.ts'

/** Notices requests that met no server, for the banner. A stream that reconnects mends itself: it is only a reason to ask. */
export function connectionLink(): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => {
            if (value.result.type === 'state' && value.result.state === 'connecting' && value.result.error)
              askNow()
            observer.next(value)
          },
          complete: () => observer.complete(),
          error: (error) => {
            const trouble = troubleOfError(error)
            if (trouble === 'unclear') askNow()
            else if (trouble !== null) reportTrouble(trouble)
            observer.error(error)
          },
        }),
      )
}
