/** The two orders that a worker takes; its row shows what came of them. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showFailure } from '../../app/show-failure.ts'
import { trpc } from '../../app/trpc.ts'
import { announce } from '../../ui/announce.tsx'
import type { Worker } from './core/fleet.ts'
import { workerQueries } from './queries.ts'

export function useDraining() {
  const client = useQueryClient()
  const onSuccess = async (worker: Worker) => {
    announce(
      worker.draining === null ? `${worker.workerId} takes work again` : `${worker.workerId} is draining`,
    )
    const { queryKey } = workerQueries.fleet()
    // An answer that is on its way may be older than the order.
    await client.cancelQueries({ queryKey })
    client.setQueryData(
      queryKey,
      (fleet) =>
        fleet && {
          ...fleet,
          items: fleet.items.map((each) => (each.workerId === worker.workerId ? worker : each)),
        },
    )
  }
  const drain = useMutation(trpc.workers.drain.mutationOptions({ onError: showFailure, onSuccess }))
  const undrain = useMutation(trpc.workers.undrain.mutationOptions({ onError: showFailure, onSuccess }))
  return {
    drain: (worker: Worker, onSettled: () => void) =>
      drain.mutate({ workerId: worker.workerId }, { onSettled }),
    undrain: (worker: Worker) => undrain.mutate({ workerId: worker.workerId }),
    isDraining: drain.isPending,
    isUndraining: (worker: Worker) => undrain.isPending && undrain.variables.workerId === worker.workerId,
  }
}
